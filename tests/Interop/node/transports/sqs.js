'use strict'
const sqs = require('@aws-sdk/client-sqs')

exports.open = async endpoint => {
  const client = new sqs.SQSClient({
    endpoint, region: 'us-east-1', credentials: { accessKeyId: 'interop', secretAccessKey: 'interop' }
  })
  const url = async queue => (await client.send(new sqs.CreateQueueCommand({ QueueName: queue }))).QueueUrl
  return {
    send: async (queue, body, attributes) => client.send(new sqs.SendMessageCommand({
      QueueUrl: await url(queue), MessageBody: body, MessageAttributes: attributes
    })),
    async receive (queue, handle) {
      const QueueUrl = await url(queue)
      poll()

      // With a callback: Datadog's tracer makes the sender's context current in it, and not after an await.
      function poll () {
        const command = new sqs.ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, MessageAttributeNames: ['All'] })
        client.send(command, async (error, answer) => {
          try {
            if (error) throw error
            for (const message of answer.Messages ?? []) {
              await handle(message.Body, message.MessageAttributes)
              await client.send(new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }))
            }
          } catch (error) {
            console.error(error)
            process.exit(1)
          }
          setImmediate(poll)
        })
      }
    }
  }
}
