import { say } from '../run/say.js';
import { toolVersion } from '../run/tool.js';

const text = `dcr-conformance VERSION: conformance tests for OAuth Dynamic Client Registration (Australia's CDR)

  run [CASE ...]      run the book against a target; reports go to reports/
      -t, --target    name in targets/, or path of a target file (default: reference); several: side by side
      --plan          smoke (life cycle and the first breaks) or certification (everything, strictly, signed evidence)
      --as-of         day or edition of the standard (2022-09-20, 1.33.0, today)
      -g, --grep      only cases whose address or title matches
      -j, --workers   worker processes      --shard i/n   one of n parts
      --in-flight     cases that each worker has in work at once (default 1): for a target that answers slowly
      --seed          repeat an earlier run's requests
      --strict        warnings fail the gate
      --fault, --variation   of the embedded reference holder
      --reports       folder of the reports (default: reports)      -q, --quiet      -v, --verbose: the wire log
      --without       reports to leave out: allure, matrix, junit, sarif, ctrf, har      --no-allure: faster
      --no-new-failures --against RUN   fail only for what an earlier run met
      --show-waivers, --update-waivers   entries that would excuse what is broken
      --skip-doctor   run although the set-up was found wanting
  replay CASE         run one case again, with the last seed, and show every exchange
      --by-hand STEP  leave that step's request to curl
  report [RUN]        write every view of a stored run again (--show-waivers)
  diff RUN RUN        newly broken, newly met, no longer shown (--json)
  merge RUN ...       shards of one run as one report
  verify FOLDER       check an evidence bundle, offline (--key THUMBPRINT)
  init                write a target file (asks, or takes flags: --name, --discovery, --trust ...)
  trust               what the holder has to trust, printed and written to trust/
  keys                our keys and certificates, and until when (--json); keys rotate [NAME ...] makes new ones
  doctor              examine the set-up, check by check: cause, evidence, cure
  serve               keep our Register in full and keys up, and show who comes
      -p, --port      over TLS      --secure-port   token, SSA and brands, over mutual TLS (0: the system chooses)
      --products      how many software products it knows      --ssa   print one's SSA
  cleanup             remove what an interrupted run left at the target
  list [CASE ...]     what would run, and what would not and why (--json)
  explain CASE ...    a case in words: rule, requests, expectations
  lint                check the book
  holder              the reference Data Holder on its own
  help                this text

RUN is a reports folder or a ledger.jsonl; as a baseline also a summary.json.
Exit codes: 0 gate passed, 1 requirement not met, 2 wrong input, 3 not shown (target unreachable, control failed), 4 our fault.
`;

export function help(): Promise<number> {
  say(text.replace('VERSION', toolVersion()));
  return Promise.resolve(0);
}
