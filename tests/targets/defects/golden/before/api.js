import axios from 'axios';

const client = axios.create({
  baseURL: process.env.REACT_APP_API,
  withCredentials: true,
  headers: {
    'Content-Type': 'application/json',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'Origin, X-Requested-With, Content-Type, Accept',
  },
});

axios.defaults.headers.common['Access-Control-Allow-Origin'] = '*';
axios.defaults.headers.post['Access-Control-Allow-Methods'] = 'GET, POST';

client.interceptors.request.use((config) => {
  config.headers['Access-Control-Allow-Credentials'] = true;
  config.headers.Authorization = `Bearer ${localStorage.getItem('token')}`;
  return config;
});

export function ping() {
  const headers = new Headers();
  headers.append('Access-Control-Allow-Origin', '*');
  headers.append('Accept', 'application/json');
  return fetch('https://api.example.com/ping', { method: 'GET', headers, mode: 'no-cors' });
}

export function legacy(url, done) {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', url);
  xhr.setRequestHeader('Content-Type', 'application/json');
  xhr.setRequestHeader('Access-Control-Allow-Origin', '*');
  xhr.onload = () => done(xhr.responseText);
  xhr.send('{}');
}

export const save = (item) =>
  fetch('/api/items', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': window.location.origin },
    body: JSON.stringify(item),
  });

export default client;
