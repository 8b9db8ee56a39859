using System.Runtime.InteropServices;

namespace Waybill.Brokers;

/// <summary>kill(2): .NET can only kill, not ask a process to end, and knows no process groups.</summary>
internal static class UnixSignal
{
    private const int Kill = 9;
    private const int Terminate = 15;

    // What no longer exists needs no signal: the result says nothing else here.
    public static void TerminateProcess(int pid) => _ = Send(pid, Terminate);

    public static void KillGroup(int groupId) => _ = Send(-groupId, Kill);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int pid, int signal);
}
