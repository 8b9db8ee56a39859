'use strict'
const amqp = require('amqplib')

exports.open = async address => {
  const connection = await amqp.connect(address)
  const channel = await connection.createChannel()
  return {
    // The default exchange leads to the queue of that name.
    send: async (queue, body, headers) => {
      await channel.assertQueue(queue)
      channel.sendToQueue(queue, Buffer.from(body), { headers })
    },
    async receive (queue, handle) {
      await channel.assertQueue(queue)
      await channel.consume(queue, message => handle(message.content.toString(), message.properties.headers), { noAck: true })
    }
  }
}
