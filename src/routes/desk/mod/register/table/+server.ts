import { steward } from '#members/gate';
import * as harms from '#safety/harms';

export const GET = async ({ locals }: { locals: App.Locals }) =>
  new Response(await harms.exported(steward(locals)), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="register.csv"', 'cache-control': 'no-store' }
  });
