'use strict'
const { Kafka, logLevel } = require('kafkajs')

exports.open = async address => {
  const kafka = new Kafka({ clientId: 'interop', brokers: address.split(','), logLevel: logLevel.ERROR })
  const producer = kafka.producer({ allowAutoTopicCreation: true })
  await producer.connect()
  return {
    send: (topic, value, headers) => producer.send({ topic, messages: [{ value, headers }] }),
    async receive (topic, handle) {
      const consumer = kafka.consumer({ groupId: topic, sessionTimeout: 6000, heartbeatInterval: 500, maxWaitTimeInMs: 100 })
      await consumer.connect()
      await consumer.subscribe({ topics: [topic], fromBeginning: true })
      const joined = new Promise(resolve => consumer.on(consumer.events.GROUP_JOIN, resolve))
      await consumer.run({ eachMessage: ({ message }) => handle(message.value.toString(), message.headers) })
      await joined
    }
  }
}
