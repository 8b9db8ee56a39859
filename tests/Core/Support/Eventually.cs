using System.Diagnostics;

namespace Waybill.Core.Tests.Support;

/// <summary>Waits for a condition, with a deadline that a busy machine keeps.</summary>
internal static class Eventually
{
    public static async Task BecomesTrue(Func<bool> condition, int seconds = 20)
    {
        for (var time = Stopwatch.StartNew(); !condition(); await Task.Delay(5))
        {
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(seconds), $"not within {seconds} s");
        }
    }
}
