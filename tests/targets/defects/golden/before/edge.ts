const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type',
}

Deno.serve(async (req: Request) => {
  if (req.method === 'OPTIONS') {
    return new Response('ok', { headers: { 'Access-Control-Allow-Origin': '*', ...corsHeaders } })
  }
  const told = await req.json()
  return new Response(JSON.stringify({ told }), { headers: corsHeaders })
})
