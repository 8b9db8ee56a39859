namespace Batch;

/// <summary>Takes the money. It is asleep when p-2 comes first, and never takes p-3.</summary>
internal static class Bank
{
    /// <summary>How often a payment is tried before it is a dead letter.</summary>
    public const int MaxAttempts = 3;

    private static bool isAwake;

    /// <exception cref="BankException">The bank does not answer, or does not want to.</exception>
    public static void Charge(Payment payment)
    {
        switch (payment.Id)
        {
            case "p-2" when !isAwake:
                isAwake = true;
                throw new BankException("the bank did not answer");
            case "p-3":
                throw new BankException("the card was refused");
        }

        Console.WriteLine($"payments: {payment.Id}: {payment.Amount} charged");
    }
}

/// <summary>The bank did not take the money.</summary>
internal sealed class BankException(string message) : Exception(message);
