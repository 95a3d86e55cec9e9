//! Why something cannot be done, and what helps: one message for each refusal of the domain, for every audience.

messages! {
    sign_in_first {
        es: "Para esto necesita ingresar. Ingrese y lo traemos de vuelta a esta página.",
        en: "You need to sign in for this. Sign in and we will bring you back to this page."
    }
    not_yet(what, opens) {
        es: "{what} todavía no abre. Abre el {opens}; vuelva desde ese momento.",
        en: "{what} is not open yet. It opens on {opens}; come back from then on."
    }
    over(what, closed) {
        es: "{what} cerró el {closed}, así que ya no es posible. En el inicio puede ver qué se puede hacer ahora.",
        en: "{what} closed on {closed}, so it is no longer possible. The home page shows what can be done now."
    }
    too_young(minimum, age) {
        es: "La edad mínima es de {minimum} años y usted tiene {age}. Mientras tanto puede leer las ideas y los proyectos de su territorio.",
        en: "The minimum age is {minimum} and you are {age}. Meanwhile you can read the ideas and projects of your territory."
    }
    age_unknown {
        es: "No sabemos su edad: el servicio con el que ingresó no dio su fecha de nacimiento. Complétela allí e ingrese de nuevo.",
        en: "We do not know your age: the service you signed in with did not give your date of birth. Complete it there and sign in again."
    }
    territory_unknown {
        es: "Todavía no sabemos en qué territorio participa. Elíjalo en su perfil y siga.",
        en: "We do not know yet in which territory you take part. Choose it in your profile and go on."
    }
    already_voted {
        es: "Usted ya votó en este proceso, y nadie vota dos veces. Su voto está en la urna; puede ver su constancia en «Mi participación».",
        en: "You have already voted in this process, and nobody votes twice. Your vote is in the urn; see “My participation” for your receipt."
    }
    still_open(closes) {
        es: "La votación sigue abierta hasta el {closes}, y el escrutinio se hace cuando cierre. Vuelva entonces.",
        mx: "La votación sigue abierta hasta el {closes}, y el cómputo se hace cuando cierre. Vuelva entonces.",
        en: "Voting is open until {closes}, and the count comes once it has closed. Come back then."
    }

    nobody_may(what) {
        es: "{what} no hace parte de este proceso: su reglamento no se la da a nadie. En el inicio puede ver sus fases y qué se puede hacer en cada una.",
        mx: "{what} no forma parte de este proceso: su reglamento no se la da a nadie. En el inicio puede ver sus fases y qué se puede hacer en cada una.",
        en: "{what} is not part of this process: its rules give it to nobody. The home page shows its phases and what can be done in each."
    }
    holder_needed(who) {
        es: "Según el reglamento esto le corresponde a: {who}. Si es su caso, pídalo a quien administra el sitio.",
        en: "By the rules this is for: {who}. If that is you, ask whoever administers the site."
    }
    other_body(body) {
        es: "Esto le corresponde a «{body}» de ese territorio, y usted hace parte de la de otro. Acuda a quienes la integran allí.",
        mx: "Esto le corresponde a «{body}» de ese territorio, y usted forma parte de la de otro. Acuda a quienes la integran allí.",
        en: "This belongs to the “{body}” of that territory, and you sit in that of another. Turn to its members there."
    }
    session_needed(body) {
        es: "Esto lo decide «{body}» en sesión, no una persona sola. Llévelo a la próxima sesión.",
        en: "“{body}” decides this in session, not one person alone. Bring it before the next session."
    }
    not_planned(what, phase) {
        es: "{what} todavía no tiene fecha: falta la de la fase «{phase}». Vuelva cuando se publique el calendario.",
        en: "{what} has no date yet: that of the phase “{phase}” is missing. Come back once the calendar is published."
    }
    not_this_time(what, phase, next) {
        es: "{what} no toca este año: la fase «{phase}» no viene en todos. Vuelva en {next}, cuando viene otra vez.",
        en: "{what} is not for this year: the phase “{phase}” does not come in each. Come back in {next}, when it comes again."
    }
    never_again(what, phase) {
        es: "{what} no toca este año: la fase «{phase}» no viene en todos. En el inicio puede ver qué se puede hacer ahora.",
        en: "{what} is not for this year: the phase “{phase}” does not come in each. The home page shows what can be done now."
    }
    locked(what, since) {
        es: "Esto ya no se puede cambiar desde el {since}, cuando quedaron fijos: {what}. Solo un acto que diga qué modifica puede cambiarlo.",
        en: "This can no longer change since {since}, when these were fixed: {what}. Only an act that says what it amends can change it."
    }
    counted {
        es: "Los votos ya se contaron, y el resultado es definitivo. Véalo en «Resultados».",
        en: "The votes have been counted, and the result is final. See it under “Results”."
    }
    not_author {
        es: "Esto solo lo puede hacer quien envió la propuesta. Si fue usted, ingrese con la misma identidad.",
        en: "Only whoever sent the proposal can do this. If that was you, sign in with the same identity."
    }
    own {
        es: "Esta idea la envió usted: apoyarla les corresponde a los demás. Comparta su dirección para que la conozcan.",
        en: "You sent this idea: it is for others to support it. Share its address so that they get to know it."
    }
    condition_needed(condition) {
        es: "Para esto el reglamento pide: {condition}. Por ahora no hay cómo cumplirlo; puede leer las ideas y los proyectos.",
        en: "The rules ask for this: {condition}. For now there is no way to meet it; you can read the ideas and projects."
    }

    quota_theme_one(theme) {
        es: "Usted ya propuso una idea en el tema «{theme}», y el reglamento permite una por persona. Puede retirar aquella si todavía no la han revisado, o proponer en otro tema.",
        en: "You have already proposed an idea in the theme “{theme}”, and the rules allow one for each person. You can take that one back if it has not been reviewed yet, or propose in another theme."
    }
    quota_theme(count, theme) {
        es: "Usted ya propuso {count} ideas en el tema «{theme}», las que el reglamento permite por persona. Puede retirar una que todavía no hayan revisado, o proponer en otro tema.",
        en: "You have already proposed {count} ideas in the theme “{theme}”, as many as the rules allow for each person. You can take one back that has not been reviewed yet, or propose in another theme."
    }
    quota_one {
        es: "Usted ya propuso una idea en este proceso, y el reglamento permite una por persona. Puede retirar aquella si todavía no la han revisado, y proponer otra.",
        en: "You have already proposed an idea in this process, and the rules allow one for each person. You can take that one back if it has not been reviewed yet, and propose another."
    }
    quota(count) {
        es: "Usted ya propuso {count} ideas en este proceso, las que el reglamento permite por persona. Puede retirar una que todavía no hayan revisado, y proponer otra.",
        en: "You have already proposed {count} ideas in this process, as many as the rules allow for each person. You can take one back that has not been reviewed yet, and propose another."
    }

    entry_needed(roll) {
        es: "Aquí hay un voto por cada cuenta de «{roll}», no uno por persona. No encontramos en él ninguna cuenta de su documento. Pregunte en la alcaldía con su recibo.",
        mx: "Aquí hay un voto por cada cuenta de «{roll}», no uno por persona. No encontramos en él ninguna cuenta de su documento. Pregunte en el ayuntamiento con su recibo.",
        en: "Here each account of “{roll}” has a vote, not each person. We find no account of your document on it. Ask the municipality with your receipt."
    }

    document_needed {
        es: "Aquí también se vota en persona, con el documento, y el servicio con el que usted ingresó no nos dice cuál es el suyo: así no podríamos saber que nadie vota dos veces. Regístrelo allí, salga e ingrese de nuevo, o vote en un puesto de votación con su documento.",
        mx: "Aquí también se vota en persona, con la identificación, y el servicio con el que usted ingresó no nos dice cuál es la suya: así no podríamos saber que nadie vota dos veces. Regístrela allí, salga e ingrese de nuevo, o vote en un centro de votación con su identificación.",
        en: "Here people also vote in person, with their document, and the service you signed in with does not tell us which one is yours: we could not know that nobody votes twice. Register it there, sign out and sign in again, or vote at a polling place with your document."
    }
    document_taken {
        es: "El servicio con el que ingresó dice que su documento es uno que ya tiene otra cuenta de este sitio, y con un documento se vota una sola vez: con esta cuenta no se puede votar en línea. Si la otra cuenta es suya, ingrese con ella; si no, haga un reclamo y lo revisamos.",
        en: "The service you signed in with says that your document is one that another account of this site has already, and one document has one vote: this account cannot vote online. If the other account is yours, sign in with it; if not, make a claim and we will look into it."
    }

    // What somebody can do about what is missing.
    minimum_age(minimum) {
        es: "La edad mínima es de {minimum} años. Mientras tanto puede leer las ideas y los proyectos de su territorio.",
        en: "The minimum age is {minimum}. Meanwhile you can read the ideas and projects of your territory."
    }
    other_territory {
        es: "Esto es de un territorio distinto del suyo. Entre a su territorio para participar allí.",
        en: "This belongs to another territory than yours. Go to your territory to take part there."
    }
    onto_roll(roll) {
        es: "Usted no está en «{roll}». Pregunte en la alcaldía cómo inscribirse.",
        mx: "Usted no está en «{roll}». Pregunte en el ayuntamiento cómo inscribirse.",
        en: "You are not on “{roll}”. Ask the municipality how to get onto it."
    }
    onto_roll_by(roll, way) {
        es: "Usted no está en «{roll}». Para entrar: {way}",
        en: "You are not on “{roll}”. To get onto it: {way}"
    }
    excluded(roll) {
        es: "Usted figura en «{roll}», y quien está ahí no puede participar. Si es un error, pida que lo corrijan.",
        en: "You are on “{roll}”, and whoever is on it cannot take part. If that is a mistake, ask for a correction."
    }
    check_roll(roll) {
        es: "No sabemos si usted está en «{roll}»: el servicio con el que ingresó no lo dice. Pregunte en la alcaldía cómo comprobarlo.",
        mx: "No sabemos si usted está en «{roll}»: el servicio con el que ingresó no lo dice. Pregunte en el ayuntamiento cómo comprobarlo.",
        en: "We do not know whether you are on “{roll}”: the service you signed in with does not say. Ask the municipality how to have it checked."
    }
    show_document(documents) {
        es: "Hace falta mostrar uno de estos documentos: {documents}. Regístrelo en el servicio con el que ingresó e ingrese de nuevo.",
        en: "One of these documents is needed: {documents}. Register it with the service you signed in with, and sign in again."
    }
    prove_identity(level) {
        es: "Hace falta comprobar quién es usted: {level}. Hágalo en el servicio con el que ingresó e ingrese de nuevo.",
        en: "It has to be proved who you are: {level}. Do it with the service you signed in with, and sign in again."
    }
    bring_consent {
        es: "Hace falta el permiso de su madre, su padre o su acudiente. Pídaselo y regístrelo en el servicio con el que ingresó.",
        mx: "Hace falta el permiso de su madre, su padre o quien tenga su tutela. Pídaselo y regístrelo en el servicio con el que ingresó.",
        en: "The consent of your parent or guardian is needed. Ask for it and register it with the service you signed in with."
    }
    organisation {
        es: "Esto lo hace quien habla por una organización. Pida a la suya que lo registre a usted como su vocero.",
        en: "This is for whoever speaks for an organisation. Ask yours to register you as its speaker."
    }
    organisation_of(kinds) {
        es: "Esto lo hace quien habla por una organización de este tipo: {kinds}. Pida a la suya que lo registre a usted como su vocero.",
        en: "This is for whoever speaks for an organisation of this kind: {kinds}. Ask yours to register you as its speaker."
    }
    group(count) {
        es: "Esto lo hace un grupo de {count} personas o más. Reúna a sus vecinos y regístrense juntos en la alcaldía.",
        mx: "Esto lo hace un grupo de {count} personas o más. Reúna a sus vecinos y regístrense juntos en el ayuntamiento.",
        en: "This is for a group of {count} people or more. Bring your neighbours together and register at the municipality."
    }
    join_body(body) {
        es: "Esto lo hacen quienes integran «{body}». Inscríbase cuando se abra la convocatoria.",
        en: "This is for the members of “{body}”. Register when the call opens."
    }

    // What leads out.
    to_sign_in { es: "Ingresar", en: "Sign in" }
    to_sign_in_again { es: "Ya lo completé: ingresar de nuevo", en: "I have completed it: sign in again" }
    to_home { es: "Ver qué se puede hacer ahora", en: "See what can be done now" }
    to_territories { es: "Ver las ideas y los proyectos", en: "See the ideas and projects" }
    to_profile { es: "Elegir mi territorio", en: "Choose my territory" }
    to_claims { es: "Hacer un reclamo", en: "Make a claim" }
    to_mine { es: "Ver mi participación", en: "See my participation" }
}
