// The journal of a shift as the device writes it: the same chain, and the same order of things, as the server checks
// (shared/src/desk).

import { sha256 } from './vault.js';

/** What events make of a shift. */
export class Journal {
  constructor(head, state) {
    this.number = head.number;
    this.hash = head.hash;
    this.stage = state.stage;
    this.recorded = { ...state.recorded };
    this.marked = new Map(state.marked);
    this.envelope = state.envelope;
  }

  /** The text of the next event. */
  next(act, by, offline) {
    return JSON.stringify({
      number: this.number + 1, before: this.hash, at: new Date().toISOString(), by, offline, act,
    });
  }

  /** Takes an event that was written down. */
  async take(text) {
    const { number, act } = JSON.parse(text);
    const { recorded } = this;
    this.number = number;
    this.hash = await sha256(text);
    switch (act.type) {
      case 'opening': this.stage = 'open'; recorded.papers = act.papers; break;
      case 'delivery': recorded.papers += act.papers; break;
      case 'pause': this.stage = 'paused'; break;
      case 'resume': this.stage = 'open'; break;
      case 'closing': this.stage = 'closed'; break;
      case 'spoilt': recorded.spoilt += 1; break;
      case 'incident': recorded.incidents += 1; break;
      case 'mark':
        this.marked.set(act.entry, number);
        recorded.voters += 1;
        if (act.way.type === 'envelope') {
          recorded.envelopes += 1;
          recorded.in_envelopes += act.contests.length;
          this.envelope = Math.max(this.envelope, act.way.number + 1);
        } else {
          recorded.for_box += act.contests.length;
        }
        break;
      default:
    }
  }

  /** What was counted and differs: the names of the figures with both numbers. */
  differences(counted) {
    const { recorded } = this;
    const expected = {
      voters: recorded.voters,
      in_box: recorded.for_box + recorded.from_envelopes,
      envelopes: recorded.envelopes,
      spoilt: recorded.spoilt,
      unused: recorded.papers - recorded.for_box - recorded.in_envelopes - recorded.spoilt,
    };
    return Object.keys(expected).filter((name) => expected[name] !== counted[name])
      .map((name) => ({ name, recorded: expected[name], counted: counted[name] }));
  }
}
