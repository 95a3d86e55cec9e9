//! Words of the urn: the receipt, the seal, and the ballots as they are published.

messages! {
    // The receipt.
    receipt_title { es: "Su comprobante", en: "Your receipt" }
    receipts_title { es: "Sus comprobantes", en: "Your receipts" }
    receipts_lead {
        es: "Hay un comprobante por cada decisión: cada una tiene su propia urna.",
        en: "There is a receipt for each decision: each has an urn of its own."
    }
    receipt_once {
        es: "Anótelo o imprima esta página ahora: no se muestra otra vez y no queda guardado en ninguna parte. La página impresa no lleva su nombre.",
        en: "Write it down or print this page now: it is not shown again and is kept nowhere. The printed page does not have your name."
    }
    receipts_once {
        es: "Anótelos o imprima esta página ahora: no se muestran otra vez y no quedan guardados en ninguna parte. La página impresa no lleva su nombre.",
        en: "Write them down or print this page now: they are not shown again and are kept nowhere. The printed page does not have your name."
    }
    receipt_once_on_tablet {
        es: "No se muestra otra vez y no queda guardado en ninguna parte.",
        en: "It is not shown again and is kept nowhere."
    }
    receipts_once_on_tablet {
        es: "No se muestran otra vez y no quedan guardados en ninguna parte.",
        en: "They are not shown again and are kept nowhere."
    }
    receipt_use {
        es: "Cuando se publiquen los votos, busque este código en la página de la urna: verá su voto tal como se contó. Quien vea el código podrá ver su voto: guárdelo para usted.",
        en: "When the votes are published, look for this code on the page of the urn: you will see your vote as it was counted. Whoever sees the code can see your vote: keep it to yourself."
    }
    receipts_use {
        es: "Cuando se publiquen los votos, busque cada código en la página de su urna: verá su voto tal como se contó. Quien vea los códigos podrá ver su voto: guárdelos para usted.",
        en: "When the votes are published, look for each code on the page of its urn: you will see your vote as it was counted. Whoever sees the codes can see your vote: keep them to yourself."
    }
    code { es: "Código del comprobante", en: "Code of the receipt" }
    leaf { es: "Huella del voto (SHA-256)", en: "Hash of the vote (SHA-256)" }
    order { es: "Orden en que vio los proyectos:", en: "Order in which you saw the projects:" }
    order_use {
        es: "Salió al azar, y con esas ocho letras y números cualquiera puede repetirlo: la página de la urna dice cómo. No dicen quién es usted ni por qué votó.",
        en: "It was drawn at random, and with those eight letters and digits anybody can make it again: the page of the urn says how. They tell neither who you are nor for what you voted."
    }
    orders_use {
        es: "Cada orden salió al azar, y con esas ocho letras y números cualquiera puede repetirlo: la página de la urna dice cómo. No dicen quién es usted ni por qué votó.",
        en: "Each order was drawn at random, and with those eight letters and digits anybody can make it again: the page of the urn says how. They tell neither who you are nor for what you voted."
    }
    order_title { es: "El orden de los proyectos", en: "The order of the projects" }
    order_lead {
        es: "Cada persona vio los proyectos en un orden al azar, para que nadie gane por estar de primero. Su comprobante dice el código de ese orden. Con él, el nombre del concurso y los números del tarjetón se repite, con el programa Convite en cualquier computador; por ejemplo:",
        mx: "Cada persona vio los proyectos en un orden al azar, para que nadie gane por estar de primero. Su comprobante dice el código de ese orden. Con él, el nombre del concurso y los números de la boleta se repite, con el programa Convite en cualquier computadora; por ejemplo:",
        en: "Each person saw the projects in an order drawn at random, so that none wins by standing first. Their receipt has the code of that order. With it, the name of the contest and the numbers of the ballot it is made again, by the program Convite on any computer; for example:"
    }
    order_hand {
        es: "O a mano: la suerte de cada proyecto es el SHA-256 de tres renglones («order», el código, el nombre del concurso con una barra y el número del proyecto), y la menor va primero.",
        en: "Or by hand: the lot of each project is the SHA-256 of three lines (“order”, the code, the name of the contest with a slash and the number of the project), and the lowest goes first."
    }
    to_urn { es: "La página de la urna", en: "The page of the urn" }
    attempt_missing {
        es: "La página estaba incompleta y su voto no se depositó. Revíselo y deposítelo de nuevo.",
        en: "The page was incomplete and your vote was not cast. Review it and cast it again."
    }
    no_key {
        es: "La urna no se puede abrir en este momento y su voto no se depositó. Intente de nuevo en unos minutos; si sigue igual, avise a la alcaldía.",
        mx: "La urna no se puede abrir en este momento y su voto no se depositó. Intente de nuevo en unos minutos; si sigue igual, avise al municipio.",
        en: "The urn cannot be opened at the moment and your vote was not cast. Try again in a few minutes; if nothing changes, tell the municipality."
    }

    // Sealing, for the administration.
    steps_title { es: "Dos pasos", en: "Two steps" }
    seal_step { es: "1. Sellar las urnas", en: "1. Seal the urns" }
    seal_lead {
        es: "Al sellar se abren todos los sobres a la vez, se publica cuántos votos hay y la raíz de sus huellas, y ya no entra ni sale ningún voto. Todavía no se cuenta.",
        en: "Sealing opens all envelopes at once, publishes how many votes there are and the root of their hashes, and from then on no vote goes in or out. Nothing is counted yet."
    }
    seal_button { es: "Sellar las urnas", en: "Seal the urns" }
    count_step { es: "2. Contar", en: "2. Count" }
    sealed_all(count) { es: "Urnas selladas: {count}. Ahora se puede contar.", en: "Sealed urns: {count}. Now the votes can be counted." }
    sealing(sealed, count) {
        es: "Se están sellando las urnas: van {sealed} de {count}. El trabajo sigue aunque usted cierre esta página; vuelva a abrirla en unos minutos.",
        en: "The urns are being sealed: {sealed} of {count} so far. The work goes on even if you close this page; open it again in a few minutes."
    }
    sealed_some(sealed, count) {
        es: "Urnas selladas: {sealed} de {count}. Si no aumentan, oprima otra vez para sellar las que faltan.",
        en: "Sealed urns: {sealed} of {count}. If there are no more in a while, press again to seal the others."
    }
    seal_first { es: "Primero selle las urnas: se cuenta solo lo que está sellado.", en: "Seal the urns first: only what is sealed is counted." }
    unbalanced(contest, voters, ballots) {
        es: "En «{contest}» votaron {voters} personas y hay {ballots} votos. La urna no se sella hasta saber por qué; nada se ha perdido ni cambiado.",
        en: "In “{contest}” {voters} people voted and there are {ballots} votes. The urn is not sealed until it is known why; nothing is lost or changed."
    }
    paper_waits(contest, count) {
        es: "En «{contest}» recibieron tarjetón de papel {count} votantes, y esos votos todavía no están en la urna. No se sella sin ellos: quedarían por fuera de la cuenta.",
        mx: "En «{contest}» recibieron boleta de papel {count} votantes, y esos votos todavía no están en la urna. No se sella sin ellos: quedarían fuera del cómputo.",
        en: "In “{contest}” {count} voters got a paper ballot, and those votes are not in the urn yet. It is not sealed without them: they would be left out of the count."
    }
    key_missing(contest) {
        es: "La llave de la urna de «{contest}» no está en este servidor. Quien lo opera debe traerla de donde la guarda; sin ella nadie puede abrir los sobres. Nada se ha perdido.",
        en: "The key of the urn of “{contest}” is not on this server. Its operator must bring it from where it is kept; without it nobody can open the envelopes. Nothing is lost."
    }
    damaged(contest) {
        es: "En la urna de «{contest}» hay un sobre que su llave no abre: alguien lo cambió. La urna no se sella; los demás sobres siguen cerrados.",
        en: "In the urn of “{contest}” there is an envelope that its key does not open: somebody changed it. The urn is not sealed; the other envelopes stay closed."
    }
    act_seal { es: "Selló las urnas", en: "Sealed the urns" }

    // The page of an urn.
    title { es: "La urna", en: "The urn" }
    title_of(contest) { es: "La urna de {contest}", en: "The urn of {contest}" }
    lead {
        es: "Aquí se comprueba que ningún voto se agregó, se cambió ni se perdió después del cierre.",
        en: "Here anybody checks that no vote was added, changed or lost after the close."
    }
    still_open {
        es: "La urna está abierta: guarda sobres cerrados que nadie puede abrir mientras se vota. Al cierre se sella, y aquí se publica el sello antes de contar.",
        en: "The urn is open: it holds closed envelopes that nobody can open while people vote. At the close it is sealed, and the seal is published here before anything is counted."
    }
    seal { es: "El sello", en: "The seal" }
    sealed_at { es: "Sellada", en: "Sealed" }
    ballots { es: "Votos en la urna", en: "Votes in the urn" }
    root { es: "Raíz de las huellas", en: "Root of the hashes" }
    name { es: "Nombre de la urna", en: "Name of the urn" }
    not_counted_yet {
        es: "Los votos se publican con el resultado. Guarde la raíz: nadie podrá cambiar un voto sin que cambie la raíz.",
        en: "The votes are published with the result. Keep the root: nobody can change a vote without changing the root."
    }
    find_title { es: "Busque su voto", en: "Find your vote" }
    find_label { es: "Primeros cuatro signos del código de su comprobante", en: "First four characters of the code of your receipt" }
    find_help {
        es: "Con cuatro basta para encontrarlo en la lista, y así su código completo no queda en ninguna dirección ni registro.",
        en: "Four are enough to find it in the list, and your whole code appears in no address or log."
    }
    find_wrong { es: "Escriba hasta cuatro signos: números del 0 al 9 o letras de la A a la F.", en: "Type up to four characters: digits from 0 to 9 or letters from A to F." }
    find_none { es: "Ningún código empieza así. Revise los signos.", en: "No code begins like this. Check the characters." }
    list { es: "Votos, por el código de su comprobante", en: "Votes, by the code of their receipts" }
    marks { es: "Lo que dice el voto", en: "What the vote says" }
    blank { es: "Voto en blanco", en: "Blank vote" }
    mark(project, amount) { es: "{project}: {amount}", en: "{project}: {amount}" }
    made_same_chip { es: "La raíz coincide", en: "The root is the same" }
    made_same(count, at) {
        es: "Este servidor volvió a calcular la raíz con los {count} votos publicados, el {at}: es la misma que se selló antes de contar.",
        en: "This server made the root again of the {count} published votes, on {at}: it is the one that was sealed before the count."
    }
    made_other(count, at) {
        es: "La raíz de los {count} votos publicados, calculada el {at}, no es la que se selló: se agregó, se cambió o se perdió algún voto. Descárguelos, compruébelo y avise a quienes vigilan el proceso. La que sale es:",
        en: "The root of the {count} published votes, made on {at}, is not the one that was sealed: some vote was added, changed or lost. Download them, check it and tell whoever watches over the process. It comes to:"
    }
    made_by_whoever(count) {
        es: "Son {count} votos: una raíz de tantos no se calcula de nuevo en cada visita. Hágalo usted con el programa, abajo, y compárela con esta.",
        en: "There are {count} votes: a root of so many is not made again at each visit. Make it yourself with the program, below, and compare it with this one."
    }
    ways { es: "De su huella a la raíz", en: "From your hash to the root" }
    ways_lead {
        es: "Cada paso junta dos huellas en una: el SHA-256 de un byte de valor 1, la de la izquierda y la de la derecha. El último da la raíz del sello. Con las dos huellas pegadas:",
        en: "Each step makes one hash of two: the SHA-256 of a byte of value 1, the one on the left and the one on the right. The last one gives the root of the seal. With the two hashes one after the other:"
    }
    ways_by_hand {
        es: "echo 01IZQUIERDADERECHA | xxd -r -p | sha256sum",
        en: "echo 01LEFTRIGHT | xxd -r -p | sha256sum"
    }
    way_of(code) { es: "Camino de {code}", en: "The way of {code}" }
    way_place(place, count) {
        es: "Su huella es la {place} de {count}, de menor a mayor.",
        en: "Its hash is number {place} of {count}, in ascending order."
    }
    left_own { es: "Izquierda, la que ya tiene:", en: "Left, the one you have:" }
    left_beside { es: "Izquierda, la de al lado:", en: "Left, the one beside it:" }
    right_own { es: "Derecha, la que ya tiene:", en: "Right, the one you have:" }
    right_beside { es: "Derecha, la de al lado:", en: "Right, the one beside it:" }
    both { es: "Las dos dan:", en: "Both make:" }
    way_ends { es: "Esa es la raíz del sello.", en: "That is the root of the seal." }
    way_ends_elsewhere { es: "Esa no es la raíz del sello.", en: "That is not the root of the seal." }
    check_title { es: "Haga la cuenta usted mismo", en: "Check it yourself" }
    check_file { es: "Descargar todos los votos con sus huellas (CSV)", en: "Download all votes with their hashes (CSV)" }
    check_program { es: "Con el programa Convite, en cualquier computador:", en: "With the program Convite, on any computer:" }
    check_hand {
        es: "O a mano: la huella es el SHA-256 de un byte cero y cuatro renglones («convite ballot», el nombre de la urna, el código, los proyectos con comas). La raíz sale de las huellas ordenadas, por parejas, según el RFC 6962.",
        en: "Or by hand: the hash is the SHA-256 of a zero byte and four lines (“convite ballot”, the name of the urn, the code, the projects with commas). The root comes from the sorted hashes, two by two, by RFC 6962."
    }
    limits_title { es: "Qué prueba esto y qué no", en: "What this proves and what not" }
    limits {
        es: "Prueba que lo contado es lo que se selló, y que su voto está ahí tal como lo depositó. No prueba que nadie votó por otra persona: para eso se compara el número de votos con el de votantes. Y no protege a quien es obligado a mostrar su comprobante.",
        en: "It proves that what was counted is what was sealed, and that your vote is in it as you cast it. It does not prove that nobody voted for somebody else: for that the number of votes is compared with that of voters. And it does not protect who is made to show their receipt."
    }
}
