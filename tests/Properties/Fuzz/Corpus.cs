namespace Waybill.Fuzz;

/// <summary>Sound headers of every format, and the bytes that parsers stumble over.</summary>
internal static class Corpus
{
    /// <summary>Each a message. All name the same trace, so that formats that are mixed meet.</summary>
    internal static readonly IReadOnlyList<IReadOnlyList<Header>> Messages =
    [
        [
            new("x-datadog-trace-id", "1234567890"), new("x-datadog-parent-id", "987654321"), new("x-datadog-sampling-priority", "2"),
            new("x-datadog-origin", "synthetics~;,=web"), new("x-datadog-tags", "_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000,_dd.p.usr.id=MTIzNDU="),
        ],
        [
            new("traceparent", "00-640cfd8d0000000000000000499602d2-000000003ade68b1-01"),
            new("tracestate", "a=b,dd=s:2;o:rum~web;p:000000003ade68b1;t.dm:-4;t.usr.id:MTIzNDU~,tenant@vendor=opaque value"),
        ],
        [
            new("x-b3-traceid", "640cfd8d0000000000000000499602d2"), new("x-b3-spanid", "000000003ade68b1"), new("x-b3-sampled", "1"),
            new("x-b3-flags", "1"), new("x-b3-parentspanid", "00f067aa0ba902b7"),
        ],
        [new("b3", "640cfd8d0000000000000000499602d2-000000003ade68b1-d-00f067aa0ba902b7")],
        [new("x-amzn-trace-id", "Root=1-640cfd8d-0000000000000000499602d2;Parent=000000003ade68b1;Sampled=1;Lineage=a:1")],
        [new("baggage", "user.id=Am%C3%A9lie,key1 = a%20b;property=1;p,session.id=%F0%9F%98%80")],
        [
            new(
                Carriers.SqsCarrier.Attribute,
                """{"x-datadog-trace-id":"1234567890","n":[1,{"a":null}],"x-datadog-parent-id":"98\u0037654321","traceparent":"\ud83d\ude00"}"""),
        ],
    ];

    /// <summary>Put in at random places.</summary>
    internal static readonly IReadOnlyList<string> Tokens =
    [
        ",", ";", "=", ":", "-", "~", "%", "%4", "%zz", "%00", "\0", "\r\n", "\t", " ", "\u00e9", "\U0001F600", "\ufffd", "\"", "\\", "\\u0000", "\\ud800",
        "{", "}", "[", "dd=", ",dd=", "dd=s:", "s:1", "o:", "p:", "p:0000000000000000", "t.a:b", "t.:", "t.dm:-4", "t.tid:640cfd8d00000000",
        "_dd.p.", "_dd.p.a=b", "_DD.P.TID=ffffffffffffffff", "_dd.p.dm=-1", "_dd.p.tid=0000000000000000", "_dd.p.tid=xyz",
        "00-", "ff-", "01-", "-01", "-00", "Root=1-", "Parent=", "Sampled=1", "0000000000000000", "ffffffffffffffff", "FFFFFFFFFFFFFFFF",
        "18446744073709551615", "18446744073709551616", "-1", "+1", "-0", "2147483648", "-2147483648", "1e3", "0x1", "\u0661", "true", "false", "d", "0", "1",
    ];
}
