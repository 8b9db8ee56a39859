using System.Reflection;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class ShallowCopyTests
{
    [Theory]
    [InlineData(typeof(SendMessageRequest))]
    [InlineData(typeof(SendMessageBatchRequest))]
    [InlineData(typeof(SendMessageBatchRequestEntry))]
    [InlineData(typeof(ReceiveMessageRequest))]
    public void Keeps_every_property(Type type)
    {
        var original = Activator.CreateInstance(type)!;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToList();
        foreach (var property in properties)
        {
            property.SetValue(original, property.PropertyType == typeof(int?) ? 5 : RecordingSqs.Make(property.PropertyType));
        }

        var copy = ShallowCopy.Of(original);

        Assert.NotSame(original, copy);
        Assert.IsType(type, copy);
        Assert.NotEmpty(properties);
        Assert.All(properties, property => Assert.Equal(property.GetValue(original), property.GetValue(copy)));
    }
}
