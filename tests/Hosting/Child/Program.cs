using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Hosting;
using Waybill.Hosting.Child;

// A host that is traced, for the tests to end by a signal. Its settings come from the environment. It logs JSON to standard output, among it one line in a
// span and one without.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
builder.Services.AddHostedService<Worker>();
builder.Services.AddWaybill(settings => settings.ServiceVersion = "1.2.3");
await builder.Build().RunAsync();
