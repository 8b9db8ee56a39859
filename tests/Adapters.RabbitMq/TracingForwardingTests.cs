using System.Reflection;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>Client interfaces grow: every member that the tested version has must reach the decorated object.</summary>
/// <remarks>Nobody listens here.</remarks>
public sealed class TracingForwardingTests
{
    public static TheoryData<string> ChannelMembers => Members(typeof(IRecoverableChannel));

    public static TheoryData<string> ConnectionMembers => Members(typeof(IConnection));

    public static TheoryData<string> ConsumerMembers => Members(typeof(IAsyncBasicConsumer));

    [Theory]
    [MemberData(nameof(ChannelMembers))]
    public void The_channel_forwards(string member)
    {
        var inner = RecordingProxy.Of<IRecoverableChannel>(out var recording);
        var (given, result, call) = Forwarding.Check(Method(typeof(IRecoverableChannel), member), inner.WithTracing(), recording);

        // The differences that are meant: a consumer is wrapped.
        for (var index = 0; index < given.Length; index++)
        {
            Assert.Equal(given[index], call.Arguments[index] is TracingConsumer traced ? traced.Inner : call.Arguments[index]);
        }

        Assert.Equal(call.Result, result);
    }

    [Theory]
    [MemberData(nameof(ConnectionMembers))]
    public async Task The_connection_forwards(string member)
    {
        var inner = RecordingProxy.Of<IConnection>(out var recording);
        var method = Method(typeof(IConnection), member);
        if (method.Name == nameof(IConnection.CreateChannelAsync))
        {
            // The difference that is meant: the channel is wrapped, for which the server and the size of frames are asked.
            var options = new CreateChannelOptions(true, true);
            Assert.IsType<TracingChannel>(await inner.WithTracing().CreateChannelAsync(options, TestContext.Current.CancellationToken));
            Assert.Equal(["CreateChannelAsync", "get_Endpoint", "get_FrameMax"], recording.Calls.Select(made => made.Method.Name));
            Assert.Equal([options, TestContext.Current.CancellationToken], recording.Calls[0].Arguments);
            return;
        }

        var (given, result, call) = Forwarding.Check(method, inner.WithTracing(), recording);
        Assert.Equal(given, call.Arguments);
        Assert.Equal(call.Result, result);
    }

    [Theory]
    [MemberData(nameof(ConsumerMembers))]
    public async Task The_consumer_forwards(string member)
    {
        var inner = RecordingProxy.Of<IAsyncBasicConsumer>(out var recording);
        var method = Method(typeof(IAsyncBasicConsumer), member);
        var (given, result, call) = Forwarding.Check<IAsyncBasicConsumer>(
            method, new TracingConsumer(inner, "orders", RabbitMqSpans.Default), recording);

        Assert.Equal(given, call.Arguments);
        if (method.Name == nameof(IAsyncBasicConsumer.HandleBasicDeliverAsync))
        {
            await Assert.IsType<Task>(result, exactMatch: false);
        }
        else
        {
            Assert.Equal(call.Result, result);
        }
    }

    [Fact]
    public void The_decorators_are_all_that_the_clients_own_are()
    {
        var own = typeof(IChannel).Assembly.GetTypes().Where(type => type.IsClass).ToList();
        AssertIsAllOf(typeof(TracingChannel), own.Where(type => typeof(IChannel).IsAssignableFrom(type)));
        AssertIsAllOf(typeof(TracingConnection), own.Where(type => typeof(IConnection).IsAssignableFrom(type)));

        static void AssertIsAllOf(Type decorator, IEnumerable<Type> own) =>
            Assert.All(
                own.SelectMany(type => type.GetInterfaces()).Where(type => type.IsPublic),
                type => Assert.True(type.IsAssignableFrom(decorator), type.Name));
    }

    private static TheoryData<string> Members(Type type) => [.. Forwarding.MethodsOf(type).Select(method => method.ToString()!)];

    private static MethodInfo Method(Type type, string member) =>
        Forwarding.MethodsOf(type).Single(method => method.ToString() == member);
}
