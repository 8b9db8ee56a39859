using FsCheck;
using FsCheck.Fluent;

namespace Waybill.Properties.Tests;

/// <summary>Checks that something holds for every input that a generator makes.</summary>
internal static class Law
{
    /// <summary>Fails with the smallest input that was found, and with the seed, which <c>Config.WithReplay</c> takes.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="whatIsWrong">Null when it holds.</param>
    /// <param name="runs">How many inputs are tried.</param>
    internal static void Holds<T>(Arbitrary<T> inputs, Func<T, string?> whatIsWrong, int runs = 300) =>
        Prop.ForAll(inputs, input => whatIsWrong(input) is not { } wrong ? true.ToProperty() : false.Label(wrong))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(runs));
}
