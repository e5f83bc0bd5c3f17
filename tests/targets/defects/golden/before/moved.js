const express = require('express');
const cors = require('cors');
const { Server } = require('socket.io');
const app = express();
const server = require('http').createServer(app);

app.post('/webhook', take);
app.use(xssProtection());
app.use('/items', items);

const site = process.env.SITE;
const corsOptions = {
  mode: 'no-cors',
  origin: site,
};
app.use(cors(corsOptions));

let origin = true;
if (site !== '*') {
  origin = site.split(',');
}
new Server(server, { cors: { origin, credentials: true } });
app.listen(3000);
