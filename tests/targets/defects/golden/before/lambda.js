exports.handler = async (event) => {
  return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': true }, body: '{}' };
};
export async function GET() {
  return new Response('x', { headers: { 'Access-Control-Allow-Origin': '*' } });
}
