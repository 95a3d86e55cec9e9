// The pages of the demonstration's identity provider, in Spanish, without JavaScript.

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text).replace(/[&<>"']/g, (character) => escapes[character]);

const page = (title, body) => `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} · Identidad de demostración</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><p>Identidad de demostración</p></header>
<main>
${body}
</main>
</body>
</html>
`;

const personItem = (person) => `<li><button type="submit" name="person" value="${escape(person.sub)}">
<strong>${escape(person.name)}</strong> <span>${escape(person.what)}</span></button></li>`;

const groupSection = (group, index) => `<section aria-labelledby="g${index}">
<h2 id="g${index}">${escape(group.title)}${group.here ? ' <small>el sitio de donde usted viene</small>' : ''}</h2>
${group.here ? '' : `<p>Tiene más sentido en <a href="${escape(group.address)}">${escape(group.address)}</a></p>`}
<ul role="list">
${group.people.map(personItem).join('\n')}
</ul>
</section>`;

/** Who to be: every person of the demonstration, by site, the asking site first. */
export const peoplePage = ({ groups, action, host }) => page('¿Quién quiere ser?', `<h1>¿Quién quiere ser?</h1>
<p class="lead">Elija una persona para ingresar a <strong>${escape(host)}</strong>. Son personas inventadas y no tienen contraseña.</p>
<form method="post" action="${escape(action)}">
${groups.map(groupSection).join('\n')}
</form>`);

/** Signing out: the form sends itself where scripts run, and has a button where they don't. */
export const leavePage = ({ form }) => page('Salir', `<h1>Salir</h1>
<p class="lead">También se cierra su sesión en la identidad de demostración.</p>
${form}
<p><button type="submit" form="op.logoutForm" name="logout" value="yes">Salir</button></p>
<script nonce="{{nonce}}">document.querySelector('button[name=logout]').click()</script>`);

/** After signing out, when no site asked to be returned to. */
export const leftPage = () => page('Ya salió', '<h1>Ya salió</h1>\n<p class="lead">Puede cerrar esta página.</p>');

/** What went wrong, with the protocol's own words for whoever configures the client. */
export const failurePage = ({ error, description }) => page('No se pudo ingresar', `<h1>No se pudo ingresar</h1>
<p class="lead">Vuelva al sitio e ingrese de nuevo.</p>
<p><code>${escape(error)}</code> ${escape(description ?? '')}</p>`);
