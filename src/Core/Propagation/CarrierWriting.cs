namespace Waybill.Core.Propagation;

/// <summary>How a value that lies ready as an array gets into a carrier.</summary>
internal static class CarrierWriting
{
    /// <summary>The carrier may keep the array, so nobody may change it from here on.</summary>
    internal static void Share<TWriter>(ref TWriter carrier, string name, byte[] value)
        where TWriter : struct, ICarrierWriter
    {
        // The default implementation would box the struct; what it wrote to its own fields would be lost.
        if (TWriter.KeepsArrays)
        {
            carrier.WriteShared(name, value);
        }
        else
        {
            carrier.Write(name, value);
        }
    }
}
