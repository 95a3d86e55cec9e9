// Every page of the slice, on every screen: accessible, within the screen's width, without a word of complaint.

import { test } from 'node:test';

const admin = { as: 'med-admin', site: 'medellin' };
const citizen = { as: 'med-popular', site: 'medellin' };
const lastYear = Number(new Date().toLocaleString('en', { timeZone: 'America/Mexico_City', year: 'numeric' })) - 1;
const together = `/procesos/presupuesto-participativo-${lastYear}`;

/** Name, site, path, who looks, and the status where it is not 200. */
const pages = [
  ['platform', '', '/'],
  ['platform-search', '', '/?q=guadalajara'],
  ['home', 'medellin', '/'],
  ['home-signed-in', 'medellin', '/', citizen],
  ['home-ideas', 'la-estrella', '/'],
  ['home-without-process', 'usme', '/'],
  ['territories', 'medellin', '/territorios'],
  ['territory', 'medellin', '/territorios/01'],
  ['territory-large', 'bello', '/territorios/05088'],
  ['calendar', 'medellin', '/calendario'],
  ['calendar-state', 'guadalajara', '/calendario'],
  ['calendar-none', 'usme', '/calendario'],
  ['participate', 'medellin', '/participar', citizen],
  ['participate-anybody', 'medellin', '/participar'],
  ['participate-may-vote', 'bosa', '/participar?edad=34&territorio=07'],
  ['participate-may-not', 'medellin', '/participar?edad=9&territorio=01&documento=ti'],
  ['participate-wrong', 'guadalajara', '/participar?edad=x&territorio='],
  ['places', 'bosa', '/puestos'],
  ['places-none', 'medellin', '/puestos'],
  ['participate-none', 'usme', '/participar'],
  ['ballot', 'medellin', '/votar', { as: 'med-joven', site: 'medellin' }],
  ['ballot-refused', 'medellin', '/votar', { as: 'med-menor', site: 'medellin' }],
  ['tablet', 'guadalajara', '/tableta'],
  ['tablet-wrong', 'guadalajara', '/tableta?aviso=codigo'],
  ['tablet-signed-in', 'guadalajara', '/tableta', { as: 'gdl-admin', site: 'guadalajara' }],
  ['turnout', 'itagui', '/participacion'],
  ['home-voting', 'itagui', '/'],
  ['mine', 'medellin', '/mi-participacion', citizen],
  ['profile', 'medellin', '/perfil', { as: 'med-sin-territorio', site: 'medellin' }],
  ['idea-refused', 'medellin', '/ideas/nueva', citizen],
  ['ceiling', 'medellin', '/techos/01'],
  ['ceilings-history', 'medellin', '/techos/historia'],
  ['results-before', 'medellin', '/resultados'],
  ['results', 'bello', '/resultados'],
  ['processes', 'medellin', '/procesos'],
  ['territory-two-contests', 'tepatitlan-de-morelos', '/territorios/14093'],
  ['process-two-contests', 'tepatitlan-de-morelos', together],
  ['result-of-the-region', 'tepatitlan-de-morelos', `${together}/altos-sur-regional`],
  ['claims', 'medellin', '/reclamos'],
  ['claims-follow', 'medellin', '/reclamos/seguir'],
  ['own-data', 'medellin', '/mis-datos', citizen],
  ['review', 'medellin', '/revision', { as: 'med-reviewer', site: 'medellin' }],
  ['admin', 'medellin', '/admin', admin],
  ['admin-territories', 'medellin', '/admin/territorios', admin],
  ['admin-territory', 'medellin', '/admin/territorios/01', admin],
  ['admin-ceilings', 'medellin', '/admin/techos', admin],
  ['admin-indicators', 'medellin', '/admin/indicadores', admin],
  ['admin-ledger', 'medellin', '/admin/techos/01', admin],
  ['admin-compare', 'medellin', '/admin/techos/comparar', admin],
  ['admin-phases', 'medellin', '/admin/fases', admin],
  ['admin-phase', 'medellin', '/admin/fases/resultados', admin],
  ['admin-rehearsal', 'medellin', '/admin/ensayo', admin],
  ['admin-count', 'medellin', '/admin/resultados', admin],
  ['admin-signals', 'medellin', '/admin/senales', admin],
  ['admin-claims', 'medellin', '/admin/reclamos', admin],
  ['admin-paper', 'medellin', '/admin/papel', admin],
  ['admin-desks', 'bosa', '/admin/mesas', { as: 'bosa-admin', site: 'bosa' }],
  ['admin-paper-voting', 'bosa', '/admin/papel', { as: 'bosa-admin', site: 'bosa' }],
  ['admin-signals-voting', 'bosa', '/admin/senales', { as: 'bosa-admin', site: 'bosa' }],
  ['admin-audit', 'medellin', '/admin/auditoria', admin],
  ['observatory', 'amva', '/'],
  ['observatory-sorted', 'amva', '/?orden=pool&sentido=desc'],
  ['observatory-state', 'jalisco', '/'],
  ['selection', 'jalisco', '/seleccion'],
  ['selection-new', 'jalisco', '/seleccion/nueva', { as: 'jal-analyst', site: 'jalisco' }],
  ['operation', '', '/operacion', { as: 'operator', site: '' }],
  ['operation-site', '', '/operacion/usme', { as: 'operator', site: '' }],
  ['forbidden', 'medellin', '/admin', citizen, 403],
  ['not-found', 'medellin', '/no-hay-tal-pagina', undefined, 404],
  ['unknown-host', 'nadie', '/', undefined, 404],
];

export function appearance(world) {
  for (const [name, site, path, who, status] of pages) {
    test(`${name} looks right on every screen`, async () => {
      const visitor = await world.visit(who);
      await visitor.open(site, path, { status });
      await visitor.examineOnEveryScreen(name);
      await visitor.leave();
    });
  }
}
