$.ajax({
  url: 'https://cors-anywhere.herokuapp.com/https://api.example.com/items',
  headers: { 'Access-Control-Allow-Origin': '*' },
  crossDomain: true,
});

const secret = new Headers({ 'Access-Control-Allow-Methods': 'GET', Accept: '*/*' });
fetch(`https://corsproxy.io/?${location.hash.slice(1)}`, { headers: secret });
const chrome = spawn('chrome --disable-web-security --user-data-dir=/tmp/x');
fetch('http://localhost:3001/items' + id);
