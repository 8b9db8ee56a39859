using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes the C# of every type in public-surface.txt that follows a pattern: models, exceptions, constants, interfaces
/// and the client's operations. The types that follow none (HandWritten) are ordinary source files of this project.
/// </summary>
public sealed class GenerateSurface : Task
{
    static readonly HashSet<string> HandWritten = new HashSet<string>
    {
        "AmazonSQSConfig", "AmazonSQSDefaultConfiguration", "SQSEndpointParameters", "SQSPaginatorFactory",
    };

    static readonly Regex Header = new Regex(
        @"^(static )?(?<kind>class|interface) (?<ns>[\w.]+)\.(?<name>\w+) (: (?<base>\w+) )?(?<interfaces>.*)$");
    static readonly Regex Property = new Regex(@"^(?<type>.+) (?<name>\w+) \{ get; (?<set>set; )?\}$");
    static readonly Regex Operation = new Regex(@"^virtual Task<(?<response>\w+)> (?<name>\w+)Async\((?<parameters>.*)\)$");
    static readonly Regex Field = new Regex(@"^static (?<type>\w+) (?<name>\w+)$");
    static readonly Regex Parameter = new Regex(@"(?<type>[\w<>, ?]+?) (?<name>\w+)( = default)?(, |$)");

    readonly StringBuilder code = new StringBuilder();
    readonly Dictionary<string, List<string>> propertiesOf = new Dictionary<string, List<string>>();

    [Required]
    public string Surface { get; set; }

    [Required]
    public string Output { get; set; }

    public override bool Execute()
    {
        var types = new List<(Match Header, List<string> Members)>();
        foreach (var line in File.ReadAllLines(Surface))
        {
            if (Header.IsMatch(line))
                types.Add((Header.Match(line), new List<string>()));
            else if (line.StartsWith("    ", StringComparison.Ordinal))
                types[types.Count - 1].Members.Add(line.Trim());
        }

        foreach (var (header, members) in types)
            propertiesOf[header.Groups["name"].Value] =
                members.Select(m => Property.Match(m)).Where(m => m.Success).Select(m => m.Groups["name"].Value).ToList();

        foreach (var ns in new[]
        {
            "System", "System.Collections.Generic", "System.IO", "System.Net", "System.Threading", "System.Threading.Tasks", "Amazon",
            "Amazon.Runtime", "Amazon.Runtime.Endpoints", "Amazon.Runtime.SharedInterfaces", "Amazon.SQS", "Amazon.SQS.Model",
        })
            code.AppendLine($"using {ns};");

        foreach (var (header, members) in types.Where(t => !HandWritten.Contains(t.Header.Groups["name"].Value)))
            WriteType(header, members);

        File.WriteAllText(Output, code.ToString());
        return true;
    }

    void WriteType(Match header, List<string> members)
    {
        var name = header.Groups["name"].Value;
        var parent = header.Groups["base"].Value;
        code.AppendLine($"namespace {header.Groups["ns"].Value}\n{{");
        if (header.Groups["kind"].Value == "interface")
            Write($"interface {name}", header.Groups["interfaces"].Value, members, m => Property.IsMatch(m) ? m : m + ";");
        else if (parent == "ConstantClass")
            Write($"class {name}", parent, members, m => Constant(name, m));
        else if (parent.EndsWith("Exception", StringComparison.Ordinal))
            Write($"class {name}", parent, members, m => $"public {name}{m.Substring("ctor".Length)} : base({Names(m)}) {{ }}");
        else if (name == "SQSConstants")
            Write($"static class {name}", "", members, WireNameConstant);
        else if (name == "AmazonSQSClient")
            Write($"partial class {name}", "", members, ClientOperation);
        else
            Write($"partial class {name}", parent, members, m => ModelMember(name, m));
        code.AppendLine("}");
    }

    void Write(string declaration, string bases, List<string> members, Func<string, string> member)
    {
        code.AppendLine($"public {declaration}{(bases == "" ? "" : " : " + bases)}\n{{");
        foreach (var line in members.Select(member).Where(line => line != null))
            code.AppendLine("    " + line);
        code.AppendLine("}");
    }

    static string Constant(string type, string member)
    {
        if (member.StartsWith("ctor", StringComparison.Ordinal))
            return $"public {type}(string value) : base(value) {{ }}";
        if (member.Contains("FindValue"))
            return $"public {member} => FindValue<{type}>(value);\n" +
                $"    public static implicit operator {type}(string value) => FindValue(value);";
        var field = Field.Match(member).Groups["name"].Value;
        return $"public static readonly {type} {field} = new {type}(\"{field}\");";
    }

    /// <summary>ATTRIBUTE_QUEUE_ARN is "QueueArn"; the SDK misspells one name but not its value.</summary>
    static string WireNameConstant(string member)
    {
        var field = Field.Match(member).Groups["name"].Value;
        var words = field.Replace("RECEIEVE", "RECEIVE").Split('_').Skip(1).Select(w => w[0] + w.Substring(1).ToLowerInvariant());
        return $"public const string {field} = \"{string.Concat(words)}\";";
    }

    string ClientOperation(string member)
    {
        var m = Operation.Match(member);
        if (!m.Success)
            return null;
        var name = m.Groups["name"].Value;
        var names = ParameterNames(m.Groups["parameters"].Value);
        var call = names[0] == "request"
            ? $"InvokeAsync<{name}Request, {m.Groups["response"].Value}>(request, cancellationToken)"
            : $"{name}Async(new {name}Request {{ {string.Join(", ", Assignments(name + "Request", names))} }}, cancellationToken)";
        return $"public {member} => {call};";
    }

    string ModelMember(string type, string member)
    {
        if (member.StartsWith("ctor", StringComparison.Ordinal))
        {
            var assignments = Assignments(type, ParameterNames(Inside(member))).Select(assignment => assignment + "; ");
            return $"public {type}{member.Substring("ctor".Length)} {{ {string.Concat(assignments)}}}";
        }

        var property = Property.Match(member);
        if (!property.Groups["set"].Success)
            return null; // computed, hand-written
        var propertyType = property.Groups["type"].Value;
        var obsolete = type == "ReceiveMessageRequest" && property.Groups["name"].Value == "AttributeNames"
            ? "[Obsolete(\"AttributeNames has been deprecated, use MessageSystemAttributeNames\")] "
            : "";
        var isCollection = propertyType.EndsWith(">", StringComparison.Ordinal);
        var value = isCollection ? $" = AWSConfigs.InitializeCollections ? new {propertyType}() : null;" : "";
        return $"{obsolete}public {member}{value}";
    }

    IEnumerable<string> Assignments(string type, IEnumerable<string> parameters) =>
        from parameter in parameters
        where parameter != "cancellationToken"
        let property = propertiesOf[type].Single(p => p.Equals(parameter, StringComparison.OrdinalIgnoreCase))
        select $"{property} = {parameter}";

    static string Names(string member) => string.Join(", ", ParameterNames(Inside(member)));

    static string Inside(string member) => member.Substring(member.IndexOf('(') + 1).TrimEnd(')');

    static List<string> ParameterNames(string parameters) =>
        Parameter.Matches(parameters).Cast<Match>().Select(m => m.Groups["name"].Value).ToList();
}
