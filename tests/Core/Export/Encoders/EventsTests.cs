using System.Diagnostics;
using System.Text.Json;
using Waybill.Core.Export.Agent;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Encoders;

/// <summary>The field <c>span_events</c> (EventsEncoder) and the tag <c>events</c> (EventsJson).</summary>
public class EventsTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void Without_the_agents_word_events_are_a_tag()
    {
        var sent = Samples.Encode(With(new ActivityEvent("a \u20ac", Time, new()
        {
            ["text"] = "b\"\n", ["flag"] = true, ["integer"] = -5, ["large"] = ulong.MaxValue, ["real"] = 1.5, ["nan"] = double.NaN,
            ["list"] = new object?[] { "x", 1, null, 2.5, false }, ["type"] = DayOfWeek.Friday,
        })));
        Assert.DoesNotContain("span_events", sent.Keys);
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""
                [{"time_unix_nano":1767323045678000000,"name":"a \u20ac","attributes":{"text":"b\"\n","flag":true,"integer":-5,"large":1.8446744073709552E+19,"real":1.5,
                "nan":"NaN","list":["x",1,"",2.5,false],"type":"Friday"}}]
                """),
            JsonElement.Parse(sent.Meta["events"])), sent.Meta["events"]);
    }

    [Fact]
    public void An_agent_that_knows_them_gets_them_as_a_field()
    {
        var sent = Samples.Encode(
            With(new ActivityEvent("a", Time, new() { ["text"] = "b", ["flag"] = true, ["integer"] = -5, ["real"] = 1.5, ["list"] = new object?[] { "x", 1L } }), new ActivityEvent("b")),
            agent: new AgentFeatures { TakesSpanEvents = true });
        Assert.DoesNotContain("events", sent.Meta.Keys);
        Assert.Equal("span_events", sent.Keys.Last());
        Assert.Equal(2, sent.Events.Count);
        var (first, second) = (sent.Events[0], sent.Events[1]);
        Assert.Equal(("a", 1767323045678000000UL), (first["name"], first["time_unix_nano"]));
        Assert.Equal(
            """{"text":{"type":0,"string_value":"b"},"flag":{"type":1,"bool_value":true},"integer":{"type":2,"int_value":-5},"real":{"type":3,"double_value":1.5},"list":{"type":4,"array_value":{"values":[{"type":0,"string_value":"x"},{"type":2,"int_value":1}]}}}""",
            Json(first["attributes"]));
        Assert.Equal(("b", "{}"), (second["name"], Json(second["attributes"])));
    }

    [Fact]
    public void Events_in_any_number_are_bounded_and_the_tag_stays_JSON()
    {
        var many = With([.. Enumerable.Range(0, 1000).Select(_ => new ActivityEvent("a"))]);
        Assert.Equal(128, JsonElement.Parse(Samples.Encode(many).Meta["events"]).GetArrayLength());
        Assert.Equal(128, Samples.Encode(many, agent: new AgentFeatures { TakesSpanEvents = true }).Events.Count);

        var large = With([.. Enumerable.Range(0, 20).Select(_ => new ActivityEvent("a", tags: new() { ["text"] = new string('a', 100_000) }))]);
        var tag = Samples.Encode(large).Meta["events"];
        Assert.InRange(tag.Length, 1, 25_000);
        Assert.InRange(JsonElement.Parse(tag).GetArrayLength(), 4, 5);

        var huge = With(new ActivityEvent("a", tags: [.. Enumerable.Range(0, 100).Select(index => new KeyValuePair<string, object?>($"{index}", new string('a', 5000)))]));
        Assert.Equal("[]", Samples.Encode(huge).Meta["events"]);
    }

    [Fact]
    public void What_is_not_there_is_not_written() => Assert.DoesNotContain("events", Samples.Encode(Samples.Span()).Meta.Keys);

    private static Activity With(params ActivityEvent[] events)
    {
        var span = Samples.Span();
        foreach (var happened in events)
        {
            span.AddEvent(happened);
        }

        return span;
    }

    private static string Json(object? value) => value switch
    {
        List<KeyValuePair<string, object?>> map => "{" + string.Join(',', map.Select(pair => $"\"{pair.Key}\":{Json(pair.Value)}")) + "}",
        List<object?> list => "[" + string.Join(',', list.Select(Json)) + "]",
        _ => JsonSerializer.Serialize(value),
    };
}
