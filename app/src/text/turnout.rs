//! Words of the page that tells how many have voted.

messages! {
    title { es: "Cuántas personas han votado", en: "How many people have voted" }
    link { es: "Ver cuántas personas han votado", en: "See how many people have voted" }
    lead_open(told, next) {
        es: "Cifras con corte a: {told}. Próximas cifras: {next}.",
        en: "Figures as of: {told}. Next figures: {next}."
    }
    lead_none(next) {
        es: "Aún no hay cifras. Las primeras: {next}.",
        en: "There are no figures yet. The first ones: {next}."
    }
    lead_closed(told) {
        es: "La votación cerró. Cifras con corte a: {told}. El número exacto va en el acta de resultados.",
        en: "Voting has closed. Figures as of: {told}. The exact number is in the act of results."
    }
    table { es: "Personas que han votado, por territorio", en: "People who have voted, by territory" }
    territory { es: "Territorio", en: "Territory" }
    code { es: "Código", en: "Code" }
    voters { es: "Han votado", en: "Have voted" }
    on_roll { es: "En el padrón", en: "On the roll" }
    share { es: "Parte del padrón", en: "Share of the roll" }
    told_at { es: "Hora de la cifra", en: "Time of the figure" }
    few { es: "Aún no se muestra", en: "Not shown yet" }
    sum { es: "Suma de lo que se muestra", en: "Sum of what is shown" }
    why_title { es: "Por qué no se ve cada voto", en: "Why you cannot see each vote" }
    why(smallest) {
        es: "Para que nadie pueda saber si una persona votó, ni a qué hora, las cifras cambian solo a horas fijas y cuando han votado por lo menos {smallest} personas más en ese territorio. Por eso un número pequeño no se muestra, y una cifra puede quedar quieta aunque alguien acabe de votar.",
        en: "So that nobody can know whether a person voted, or when, figures change only at fixed hours and once at least {smallest} more people have voted in that territory. That is why a small number is not shown, and a figure may stand still although somebody has just voted."
    }
    why_nobody {
        es: "Tampoco cambian cuando quedan tan pocas personas por votar que se sabría quiénes ya lo hicieron. Por qué proyecto vota la gente no se sabe hasta el conteo.",
        en: "Nor do they change when so few people have yet to vote that it would be known who has. Which projects people vote for is not known before the count."
    }
    download { es: "Descargar la tabla (CSV)", en: "Download the table (CSV)" }
}
