//! Permission: one pure function says who may do what, to what and when, and if not, why not and what helps.

mod nature;
mod powers;

pub use self::powers::{
    Actor, Decision, LockedBy, Object, Passing, Permit, Powers, Question, Refusal, Refused, Rule, Source, Way, may,
};
use crate::words::words;

words! {
    /// What can be done in a process.
    Action as "action" {
        /// Send an idea (proponer una idea).
        ProposeIdea = "propose_idea",
        /// Take back an idea that waits for its review (retirar una idea).
        WithdrawIdea = "withdraw_idea",
        /// Say whether an idea is viable (revisar).
        ReviewProposal = "review_proposal",
        /// Cast a ballot (votar).
        Vote = "vote",
        /// Commit to a public draw and hold it (comprometer y celebrar el sorteo).
        HoldDraw = "hold_draw",
        /// Close the voting and count (escrutar).
        CountVotes = "count_votes",
        /// Share the pool out (fijar los techos).
        SetCeilings = "set_ceilings",
        /// Move, open and close phases (cambiar el calendario).
        ChangeCalendar = "change_calendar",
        /// Change territories and their figures.
        ManageTerritories = "manage_territories",
        /// Read who did what (auditoría).
        ViewAudit = "view_audit",
        /// Suspend a tenant, or end its suspension.
        SuspendTenant = "suspend_tenant",
        /// Say that an idea is good (apoyar).
        Support = "support",
        /// Comment on an idea or a project (comentar).
        Comment = "comment",
        /// Put like ideas together into one (agrupar ideas, acordar su fusión).
        GroupIdeas = "group_ideas",
        /// Hide what breaks the rules of conduct (moderar).
        Moderate = "moderate",
        /// Put a meeting on record, with what was said (registrar taller, relatar asamblea).
        RecordMeeting = "record_meeting",
        /// Attend a meeting (asistir).
        Attend = "attend",
        /// Watch a meeting or the vote as an observer (observar).
        Observe = "observe",
        /// Turn ideas into a project (formular).
        Formulate = "formulate",
        /// Say what a project costs (costear).
        EstimateCost = "estimate_cost",
        /// Complete a proposal that lacks something (subsanar).
        Mend = "mend",
        /// Ask for a second look at a refusal (apelar un dictamen).
        Appeal = "appeal",
        /// Endorse a project for the community (validar).
        Endorse = "endorse",
        /// Change a project after hearing people (ajustar).
        Adjust = "adjust",
        /// Choose what goes on to the next phase (priorizar).
        Prioritise = "prioritise",
        /// Certify the amount that the pool is a share of (certificar la base).
        CertifyBase = "certify_base",
        /// Propose how the pool is shared out (proponer los techos).
        ProposeCeilings = "propose_ceilings",
        /// Approve which projects are on a ballot (aprobar el tarjetón).
        ApproveBallot = "approve_ballot",
        /// Give the projects on a ballot their numbers (numerar el tarjetón).
        NumberBallot = "number_ballot",
        /// Publish drafts, ballots and sheets (publicar).
        Publish = "publish",
        /// Run a polling place (atender la mesa de votación).
        RunPollingPlace = "run_polling_place",
        /// Publish the results (publicar los resultados).
        PublishResults = "publish_results",
        /// Object to the results (reclamar).
        Object = "object",
        /// Sign minutes (firmar el acta).
        SignMinutes = "sign_minutes",
        /// Sign the commitments to carry out what won (firmar los compromisos).
        SignCommitments = "sign_commitments",
        /// Contract the works (contratar).
        Contract = "contract",
        /// Report the progress of works (reportar avances).
        ReportProgress = "report_progress",
        /// Visit and verify works (verificar, visitar).
        Inspect = "inspect",
        /// Rate the quality of works (evaluar la calidad, calificar la obra).
        RateQuality = "rate_quality",
        /// Answer requests, comments and complaints (responder).
        Answer = "answer",
        /// Call people or a body to meet (convocar).
        Convene = "convene",
        /// Stand for a seat in a body (inscribirse al comité).
        JoinBody = "join_body",
        /// Give an opinion that is asked for by the rules (conceptuar).
        GiveOpinion = "give_opinion",
        /// Draft an agreement of the participants (redactar el acuerdo).
        DraftAgreement = "draft_agreement",
        /// Make a call known (difundir la convocatoria).
        SpreadCall = "spread_call",
        /// Request information on the process or its works (solicitar información).
        RequestInformation = "request_information",
        /// Lodge a complaint (presentar una queja).
        Complain = "complain",
        /// Draft and publish rules (gestionar el reglamento).
        ManageRules = "manage_rules",
        /// Adopt an act that fixes or changes rules, ceilings or dates (adoptar un acto).
        AdoptAct = "adopt_act",
        /// Manage bodies and who sits in them (gestionar las instancias).
        ManageBodies = "manage_bodies",
        /// Hold a session of a body: open, lead and close it (sesionar).
        HoldSession = "hold_session",
        /// Load rolls and correct them (cargar y corregir padrones).
        ManageRolls = "manage_rolls",
        /// Put a roll that somebody else loaded into force, and approve corrections (aprobar padrones).
        ApproveRolls = "approve_rolls",
        /// Answer claims on personal data (atender reclamos sobre datos personales).
        AnswerClaims = "answer_claims",
        /// Open polling places and their desks, and end shifts that cannot close (gestionar los puestos de votación).
        ManageDesks = "manage_desks",
        /// Look into signals of fraud (revisar las señales de la votación).
        ReviewSignals = "review_signals",
        /// Take ballots on paper from the desk to the urn: register sheets, note their custody, read them and decide
        /// where two readings differ (digitar las planillas).
        EnterPaper = "enter_paper",
        /// Choose the municipalities that take part in a group's strategy (seleccionar municipios).
        SelectMunicipalities = "select_municipalities",
    }
}
