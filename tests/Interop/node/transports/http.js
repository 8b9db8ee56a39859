'use strict'
const http = require('node:http')

exports.open = async () => ({
  send: (address, path) => new Promise((resolve, reject) => {
    http.get(`${address}/${encodeURIComponent(path)}`, { agent: false }, response => response.resume().on('end', resolve)).on('error', reject)
  }),
  async receive (_, handle) {
    const server = http.createServer(async (request, response) => {
      await handle(decodeURIComponent(request.url.slice(1)), request.headers)
      response.end()
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${server.address().port}`
  }
})
