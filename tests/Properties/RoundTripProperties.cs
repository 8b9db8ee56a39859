using Waybill.Core;
using Waybill.Fuzz.Carriers;

namespace Waybill.Properties.Tests;

/// <summary>What a format injects into a carrier it extracts from there as the same, on the fields that the format has.</summary>
public class RoundTripProperties
{
    private static readonly SpanContextExtractor Reference =
        new(new PropagationSettings { Extract = [PropagationStyle.Datadog, PropagationStyle.TraceContext] });

    public static TheoryData<string> Carriers => [.. CarrierKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Carriers))]
    public void Datadog(string carrier) =>
        Holds(carrier, PropagationStyle.Datadog, model => model with { OtherTraceState = null });

    [Theory]
    [MemberData(nameof(Carriers))]
    public void Trace_context_whose_sampled_flag_says_kept_where_nobody_decided(string carrier) =>
        Holds(carrier, PropagationStyle.TraceContext, model => model with { Priority = model.Priority ?? 1 });

    [Theory]
    [MemberData(nameof(Carriers))]
    public void B3_multi(string carrier) => Holds(carrier, PropagationStyle.B3Multi, IdsAndDecision);

    [Theory]
    [MemberData(nameof(Carriers))]
    public void B3_single(string carrier) => Holds(carrier, PropagationStyle.B3Single, IdsAndDecision);

    [Theory]
    [MemberData(nameof(Carriers))]
    public void XRay(string carrier) => Holds(carrier, PropagationStyle.XRay, IdsAndDecision);

    [Theory]
    [MemberData(nameof(Carriers))]
    public void All_formats_together_carry_everything(string carrier) => Holds(carrier, Enum.GetValues<PropagationStyle>(), model => model);

    private static TraceModel IdsAndDecision(TraceModel model) =>
        new(model.TraceId, model.SpanId, model.Priority is null or > 0 ? 1 : 0, null, [], null);

    private static void Holds(string carrier, PropagationStyle style, Func<TraceModel, TraceModel> carried) => Holds(carrier, [style], carried);

    private static void Holds(string carrier, PropagationStyle[] styles, Func<TraceModel, TraceModel> carried)
    {
        var kind = CarrierKind.Of(carrier);
        var reference = CarrierKind.Of("bytes");
        PropagationSettings settings = new() { Inject = styles, Extract = styles };
        SpanContextInjector injector = new(settings);
        SpanContextExtractor extractor = new(settings);
        Law.Holds(TraceModels.All, model =>
        {
            var context = reference.Fill(model.Headers)(Reference);
            if (context is null || TraceModel.Of(context) != model)
            {
                return $"read from headers as {(context is null ? "nothing" : TraceModel.Of(context))}";
            }

            var headers = kind.Inject(injector, context);
            var read = kind.Fill(headers)(extractor);
            return read is not null && TraceModel.Of(read) == carried(model)
                ? null
                : $"expected {carried(model)}, read {(read is null ? "nothing" : TraceModel.Of(read))} from {string.Join("; ", headers)}";
        });
    }
}
