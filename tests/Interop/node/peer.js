'use strict'
// peer.js TRACER INBOX: a service of another tracer. It takes messages from its inbox on every transport whose address the environment
// names, and sends each on to the next hop that the message itself tells, headers and all: "id;transport@destination;…".
// Orders come as lines of JSON over a plain socket, which no tracer makes spans of; what arrived is answered there.
const [tracerName, inbox] = process.argv.slice(2)
const tracing = require(`./tracing/${tracerName}`)
const net = require('node:net')

const addresses = { kafka: process.env.INTEROP_KAFKA, rabbitmq: process.env.INTEROP_RABBITMQ, sqs: process.env.INTEROP_SQS, http: 'any' }
const transports = {}
let tell = () => {}

/** Sends the rest of the itinerary to its next hop. */
async function forward ([id, next, ...rest], headers) {
  if (next) {
    const at = next.indexOf('@')
    await transports[next.slice(0, at)].send(next.slice(at + 1), [id, ...rest].join(';'), headers)
  }
}

const receive = transport => (body, headers) => {
  const [message] = body.split(';')
  const carrier = transport === 'sqs' ? tracing.carrierOf(headers) : undefined
  return tracing.span('node.work', { carrier, tags: { message } }, async context => {
    const next = body.split(';')[1]
    await forward(body.split(';'), transport !== 'http' && next?.startsWith(transport + '@') ? headers : undefined)
    tell({ received: message, context, baggage: tracing.baggage() })
  })
}

async function obey ({ order, itinerary, carrier, tags }) {
  await tracing.span('node.root', { carrier, tags: { message: itinerary.split(';')[0], ...tags } }, async context => {
    await forward(itinerary.split(';'))
    tell({ order, context })
  })
}

function listen () {
  const server = net.createServer(socket => {
    let text = ''
    tell = answer => socket.write(JSON.stringify(answer) + '\n')
    socket.setEncoding('utf8').on('data', chunk => {
      const lines = (text + chunk).split('\n')
      text = lines.pop()
      for (const line of lines) {
        const order = JSON.parse(line)
        obey(order).catch(error => tell({ order: order.order, error: String(error.stack) }))
      }
    })
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
}

async function main () {
  let http
  await Promise.all(Object.entries(addresses).filter(([, address]) => address).map(async ([name, address]) => {
    transports[name] = await require(`./transports/${name}`).open(address)
    const answersAt = await transports[name].receive(inbox, receive(name))
    if (name === 'http') http = answersAt
  }))
  console.log(JSON.stringify({ control: await listen(), http }))
}

main().catch(error => { console.error(error); process.exit(1) })
