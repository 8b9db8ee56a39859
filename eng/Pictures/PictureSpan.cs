namespace Waybill.Pictures;

internal sealed record PictureSpan(
    int Trace,
    int Depth,
    string Service,
    string Name,
    double Begin,
    double End,
    string? Id,
    IReadOnlyList<string> Links,
    bool IsError,
    string? Note);
