import http from 'http';
http.createServer((req, res) => {
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'OPTIONS, POST, GET',
    'Access-Control-Max-Age': 2592000,
  };
  if (req.method === 'OPTIONS') { res.writeHead(204, headers); res.end(); return; }
  res.writeHead(200, headers);
  res.end('x');
}).listen(8000);
const socket = require('socket.io')(server, { cors: { origin: "*", credentials: true } });
