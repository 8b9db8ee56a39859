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
      poll().catch(error => { console.error(error); process.exit(1) })

      async function poll () {
        for (;;) {
          const { Messages } = await client.send(new sqs.ReceiveMessageCommand({
            QueueUrl, WaitTimeSeconds: 1, MessageAttributeNames: ['All']
          }))
          for (const message of Messages ?? []) {
            await client.send(new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }))
            await handle(message.Body, message.MessageAttributes)
          }
        }
      }
    }
  }
}
