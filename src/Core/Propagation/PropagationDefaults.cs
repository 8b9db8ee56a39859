namespace Waybill.Core.Propagation;

/// <summary>What the adapters propagate with: the environment's settings until a <see cref="Tracer"/> brings others.</summary>
internal static class PropagationDefaults
{
    private static volatile Pair? current;

    internal static PropagationSettings Settings => Current.Settings;

    internal static SpanContextInjector Injector => Current.Injector;

    internal static SpanContextExtractor Extractor => Current.Extractor;

    private static Pair Current => current ??= new Pair(new PropagationSettings());

    internal static void Use(PropagationSettings settings) => current = new Pair(settings);

    /// <summary>Back to the environment's, if these settings are in use.</summary>
    internal static void Drop(PropagationSettings settings)
    {
        if (current is { } pair && pair.Settings == settings)
        {
            current = null;
        }
    }

    private sealed class Pair(PropagationSettings settings)
    {
        internal PropagationSettings Settings { get; } = settings;

        internal SpanContextInjector Injector { get; } = new(settings);

        internal SpanContextExtractor Extractor { get; } = new(settings);
    }
}
