using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>What every channel of the client is.</summary>
public interface IRecoverableChannel : IChannel, IRecoverable;
