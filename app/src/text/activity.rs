//! What the domain's actions are called, as something that goes on for a time: it opens, is open and closes.

use shared::{locale::Locale, permission::Action};

messages! {
    withdraw_idea { es: "El retiro de ideas", en: "The taking back of ideas" }
    propose_idea { es: "La recepción de ideas", en: "The reception of ideas" }
    review_proposal { es: "La revisión técnica", en: "The technical review" }
    vote { es: "La votación", en: "Voting" }
    count_votes { es: "El escrutinio", mx: "El cómputo", en: "The count" }
    set_ceilings { es: "El reparto de los techos", en: "The sharing out of the ceilings" }
    change_calendar { es: "El cambio de calendario", en: "The change of the calendar" }
    manage_territories { es: "El cambio de los territorios", en: "The change of the territories" }
    view_audit { es: "La auditoría", en: "The audit trail" }
    suspend_tenant { es: "La suspensión del sitio", en: "The suspension of the site" }
    support { es: "El apoyo a las ideas", en: "The support of ideas" }
    comment { es: "El espacio para comentar", en: "The commenting" }
    group_ideas { es: "La agrupación de ideas", en: "The grouping of ideas" }
    moderate { es: "La moderación", en: "The moderation" }
    record_meeting { es: "El registro de talleres y asambleas", en: "The recording of meetings" }
    attend { es: "La asistencia a talleres y asambleas", en: "The attendance of meetings" }
    observe { es: "La observación", en: "The observation" }
    formulate { es: "La formulación de proyectos", en: "The formulation of projects" }
    estimate_cost { es: "El costeo de los proyectos", en: "The estimation of costs" }
    mend { es: "La subsanación de propuestas", en: "The completion of proposals" }
    appeal { es: "La apelación", en: "The appeal" }
    endorse { es: "La validación de proyectos", en: "The endorsement of projects" }
    adjust { es: "El ajuste de proyectos", en: "The adjustment of projects" }
    prioritise { es: "La priorización", en: "The prioritisation" }
    certify_base { es: "La certificación de la base", en: "The certification of the base" }
    propose_ceilings { es: "La propuesta de techos", en: "The proposal of the ceilings" }
    approve_ballot { es: "La aprobación del tarjetón", mx: "La aprobación de la boleta", en: "The approval of the ballot" }
    number_ballot { es: "La numeración del tarjetón", mx: "La numeración de la boleta", en: "The numbering of the ballot" }
    publish { es: "La publicación", en: "The publication" }
    run_polling_place { es: "La atención de las mesas de votación", mx: "La atención de las casillas", en: "The work of the polling places" }
    publish_results { es: "La publicación de los resultados", en: "The publication of the results" }
    object { es: "El plazo para reclamar", en: "The time for objections" }
    sign_minutes { es: "La firma del acta", en: "The signing of the minutes" }
    sign_commitments { es: "La firma de los compromisos", en: "The signing of the commitments" }
    contract { es: "La contratación", en: "The contracting" }
    report_progress { es: "El reporte de avances", en: "The reporting of progress" }
    inspect { es: "La verificación de las obras", en: "The inspection of the works" }
    rate_quality { es: "La calificación de las obras", en: "The rating of the works" }
    answer { es: "La respuesta a solicitudes", en: "The answering of requests" }
    convene { es: "La convocatoria", en: "The convening" }
    join_body { es: "La inscripción al comité", en: "The registration for the committee" }
    give_opinion { es: "La emisión de conceptos", en: "The giving of opinions" }
    draft_agreement { es: "La redacción del acuerdo", en: "The drafting of the agreement" }
    spread_call { es: "La difusión de la convocatoria", en: "The spreading of the call" }
    request_information { es: "La solicitud de información", en: "The requesting of information" }
    complain { es: "La recepción de quejas", en: "The reception of complaints" }
    manage_rules { es: "La gestión del reglamento", en: "The management of the rules" }
    adopt_act { es: "La adopción de actos", en: "The adoption of acts" }
    hold_draw { es: "El sorteo público", en: "The public draw" }
    manage_bodies { es: "La gestión de las instancias", en: "The management of the bodies" }
    manage_rolls { es: "La carga y la corrección de padrones", en: "Loading and correcting rolls" }
    approve_rolls { es: "La aprobación de padrones", en: "The approval of rolls" }
    manage_desks { es: "La apertura de puestos y mesas", mx: "La apertura de centros y casillas", en: "The opening of polling places and desks" }
    review_signals { es: "La revisión de las señales de la votación", en: "The review of the signals of the vote" }
    enter_paper { es: "La lectura de los votos en papel", en: "The reading of the votes on paper" }
    answer_claims { es: "La atención de reclamos sobre datos personales", mx: "La atención de solicitudes sobre datos personales", en: "The answers to claims on personal data" }
    hold_session { es: "La sesión de la instancia", en: "The body's session" }
    select_municipalities { es: "La selección de municipios", en: "The choice of municipalities" }
}

/// What an action is called where it opens and closes, with its article and a capital.
pub const fn name(locale: Locale, action: Action) -> &'static str {
    match action {
        Action::WithdrawIdea => withdraw_idea(locale),
        Action::ProposeIdea => propose_idea(locale),
        Action::ReviewProposal => review_proposal(locale),
        Action::Vote => vote(locale),
        Action::CountVotes => count_votes(locale),
        Action::SetCeilings => set_ceilings(locale),
        Action::ChangeCalendar => change_calendar(locale),
        Action::ManageTerritories => manage_territories(locale),
        Action::ViewAudit => view_audit(locale),
        Action::SuspendTenant => suspend_tenant(locale),
        Action::Support => support(locale),
        Action::Comment => comment(locale),
        Action::GroupIdeas => group_ideas(locale),
        Action::Moderate => moderate(locale),
        Action::RecordMeeting => record_meeting(locale),
        Action::Attend => attend(locale),
        Action::Observe => observe(locale),
        Action::Formulate => formulate(locale),
        Action::EstimateCost => estimate_cost(locale),
        Action::Mend => mend(locale),
        Action::Appeal => appeal(locale),
        Action::Endorse => endorse(locale),
        Action::Adjust => adjust(locale),
        Action::Prioritise => prioritise(locale),
        Action::CertifyBase => certify_base(locale),
        Action::ProposeCeilings => propose_ceilings(locale),
        Action::ApproveBallot => approve_ballot(locale),
        Action::NumberBallot => number_ballot(locale),
        Action::Publish => publish(locale),
        Action::RunPollingPlace => run_polling_place(locale),
        Action::PublishResults => publish_results(locale),
        Action::Object => object(locale),
        Action::SignMinutes => sign_minutes(locale),
        Action::SignCommitments => sign_commitments(locale),
        Action::Contract => contract(locale),
        Action::ReportProgress => report_progress(locale),
        Action::Inspect => inspect(locale),
        Action::RateQuality => rate_quality(locale),
        Action::Answer => answer(locale),
        Action::Convene => convene(locale),
        Action::JoinBody => join_body(locale),
        Action::GiveOpinion => give_opinion(locale),
        Action::DraftAgreement => draft_agreement(locale),
        Action::SpreadCall => spread_call(locale),
        Action::RequestInformation => request_information(locale),
        Action::Complain => complain(locale),
        Action::ManageRules => manage_rules(locale),
        Action::AdoptAct => adopt_act(locale),
        Action::HoldDraw => hold_draw(locale),
        Action::ManageBodies => manage_bodies(locale),
        Action::ManageRolls => manage_rolls(locale),
        Action::ApproveRolls => approve_rolls(locale),
        Action::AnswerClaims => answer_claims(locale),
        Action::ManageDesks => manage_desks(locale),
        Action::ReviewSignals => review_signals(locale),
        Action::EnterPaper => enter_paper(locale),
        Action::HoldSession => hold_session(locale),
        Action::SelectMunicipalities => select_municipalities(locale),
    }
}
