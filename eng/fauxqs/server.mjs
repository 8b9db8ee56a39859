// fauxqs' own command listens on every interface; this one on loopback, on a port that the system picks. Prints its address.
import { buildApp } from "fauxqs";

const app = buildApp({ logger: false });
console.log(await app.listen({ port: 0, host: "127.0.0.1" }));
