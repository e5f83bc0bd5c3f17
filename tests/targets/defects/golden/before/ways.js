const express = require('express');
const cors = require('cors');
const allowed = ['https://app.example'];
const app = express();

function originOf(req) {
  const asked = req.headers.origin;
  return allowed.includes(asked) ? asked : allowed[0];
}

app.use((req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', originOf(req));
  next();
});

app.use('/widget', (req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', 'https://widget.example');
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  if (allowed.includes(req.headers.origin)) {
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  }
  next();
});

app.use('/api', (req, res, next) => {
  res.vary('Origin');
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  if (allowed.includes(req.headers.origin)) {
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
    return next();
  }
  return res.sendStatus(403);
});

app.use('/one', cors({ origin: process.env.SITE || true, credentials: true }));
app.use('/two', cors({ origin: (process.env.SITE ?? '*'), credentials: true }));
app.use('/three', cors({ origin: isDev ? true : allowed, credentials: true }));
app.use('/four', cors({ origin: list.length > 0 ? list : '*', credentials: true }));
app.use('/five', cors({ origin: site + '*', credentials: true }));
app.get('/health', (req, res) => res.send('ok'));
