using Waybill.Brokers;

namespace Waybill.EndToEnd.Tests;

/// <summary>Without a broker there is nothing to run; the reason is printed.</summary>
internal static class Skip
{
    public static async Task<T> WithoutBrokersAsync<T>(Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (BrokerUnavailableException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }
}
