/** Minutes east of UTC of a zone as written (`+0200`, `GMT+2`, `PDT`, `Z`); null for one that is unknown or ambiguous. */
export function zoneOffset(written: string): number | null {
  const zone = written
    .trim()
    .toUpperCase()
    .replace(/^\((.*)\)$/, '$1')
    .replace(/^Z ?(?=[+-]00:?00$)/, '')
  if (zone === '') return 0
  const numeric = /^(?:GMT|UTC|UT)? ?([+\-−])(\d{1,2}):?(\d{2})?(?: ?\(.*\)| [A-Z]{3,5})?$/.exec(zone)
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)
    return minutes > 14 * 60 || Number(numeric[3] ?? 0) > 59 ? null : numeric[1] === '+' ? minutes : -minutes
  }
  return zones[zone.replace(/ \(.*\)$/, '')] ?? null
}

// Abbreviations that mean one offset wherever news is written; IST, BST as Bangladesh and CST as China are other places'.
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  MEZ: 60,
  MET: 60,
  CEST: 120,
  MESZ: 120,
  MEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  TRT: 180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  AST: -240,
  ADT: -180,
  NST: -210,
  NDT: -150,
  JST: 540,
  KST: 540,
  HKT: 480,
  SGT: 480,
  AEST: 600,
  AEDT: 660,
  ACST: 570,
  ACDT: 630,
  AWST: 480,
  NZST: 720,
  NZDT: 780,
  SAST: 120,
  BRT: -180,
  ART: -180,
  WIB: 420,
  PHT: 480,
  PKT: 300,
}
