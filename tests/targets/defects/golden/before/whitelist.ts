import express from 'express';
import cors from 'cors';
const whitelist = ['https://shop.example', 'http://admin.shop.example'];
const app = express();
app.use(cors({
  origin: (origin, callback) => {
    if (!origin || whitelist.indexOf(origin) !== -1) {
      callback(null, true);
    } else {
      callback(new Error('Not allowed by CORS'));
    }
  },
  credentials: true,
}));
app.get('/', (req, res) => { res.json({}); });
app.listen(3000);
