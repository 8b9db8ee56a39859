namespace Waybill.Adapters.Kafka.Tests;

public sealed class ConsumerScopeSettingTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("nonsense", true)]
    [InlineData("false", false)]
    [InlineData(" False ", false)]
    [InlineData("0", false)]
    [InlineData("no", false)]
    public void Is_on_unless_the_variable_says_no(string? value, bool enabled) =>
        Assert.Equal(enabled, ConsumerScopeSetting.IsEnabled(name => name == "DD_TRACE_KAFKA_CREATE_CONSUMER_SCOPE_ENABLED" ? value : null));
}
