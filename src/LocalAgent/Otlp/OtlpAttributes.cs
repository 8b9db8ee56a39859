using System.Globalization;
using System.Text;
using Waybill.LocalAgent.Intake;

namespace Waybill.LocalAgent.Otlp;

/// <summary>
/// Decodes <c>KeyValue</c> of OTLP into tags: numbers apart from texts, lists as one text. What nests deeper than a list of scalars is
/// shown as an ellipsis.
/// </summary>
internal static class OtlpAttributes
{
    private const string Nested = "…";

    /// <summary>Adds one attribute; <paramref name="numbers"/> may be null where there are only texts.</summary>
    public static void Read(
        ReadOnlySpan<byte> keyValue, DecodeBudget budget, Dictionary<string, string> texts, Dictionary<string, double>? numbers)
    {
        var reader = new ProtobufReader(keyValue);
        string key = "";
        ReadOnlySpan<byte> value = [];
        budget.Charge(DecodeBudget.EntryBytes);
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case 1:
                    key = Text(reader.ReadBytes(), budget);
                    break;
                case 2:
                    value = reader.ReadBytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        string text = ReadValue(value, budget, isElement: false, out double? number);
        if (number is { } known && numbers is not null)
        {
            numbers[key] = known;
        }
        else
        {
            texts[key] = text;
        }
    }

    /// <summary>A text within the budget; bytes that are not UTF-8 become U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> bytes, DecodeBudget budget)
    {
        budget.ChargeText(bytes.Length);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>An <c>AnyValue</c> as text; the last of several values wins, as protobuf says.</summary>
    private static string ReadValue(ReadOnlySpan<byte> value, DecodeBudget budget, bool isElement, out double? number)
    {
        var reader = new ProtobufReader(value);
        string text = "";
        number = null;
        while (reader.MoveNext())
        {
            number = null;
            switch (reader.Field)
            {
                case 1:
                    text = Text(reader.ReadBytes(), budget);
                    break;
                case 2:
                    text = reader.ReadVarint() != 0 ? "true" : "false";
                    break;
                case 3:
                    long integer = (long)reader.ReadVarint();
                    number = integer;
                    text = integer.ToString(CultureInfo.InvariantCulture);
                    break;
                case 4:
                    number = reader.ReadDouble();
                    text = number.Value.ToString(CultureInfo.InvariantCulture);
                    break;
                case 5:
                    ReadOnlySpan<byte> list = reader.ReadBytes();
                    text = isElement ? Nested : ReadList(list, budget);
                    break;
                case 7:
                    text = Base64(reader.ReadBytes(), budget);
                    break;
                default:
                    reader.Skip();
                    text = Nested;
                    break;
            }
        }

        return text;
    }

    /// <summary>An <c>ArrayValue</c> of scalars. It asks for values one level down, which do not come here again.</summary>
    private static string ReadList(ReadOnlySpan<byte> list, DecodeBudget budget)
    {
        var reader = new ProtobufReader(list);
        List<string> elements = [];
        while (reader.MoveNext())
        {
            budget.Charge(DecodeBudget.EntryBytes);
            elements.Add(ReadValue(reader.ReadBytes(), budget, isElement: true, out _));
        }

        string text = $"[{string.Join(", ", elements)}]";
        budget.ChargeText(text.Length);
        return text;
    }

    private static string Base64(ReadOnlySpan<byte> bytes, DecodeBudget budget)
    {
        budget.ChargeText(2 * bytes.Length);
        return Convert.ToBase64String(bytes);
    }
}
