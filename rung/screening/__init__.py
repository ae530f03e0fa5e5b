"""The risk screen: deterministic, always on, independent of any model.

It reads a text for talk of suicide and of other risks. Every finding is a hit
that cites its span of the original text, the level that this span supports by
itself, and a reason from the word files. A model may add to what the screen
finds; it never removes anything.

Levels follow the Columbia Suicide Severity Rating Scale (Posner K, Brown GK,
Stanley B, et al. The Columbia-Suicide Severity Rating Scale: initial validity
and internal consistency findings from three multisite studies with adolescents
and adults. Am J Psychiatry 2011;168:1266-77):

0 none · 1 wish to be dead · 2 suicidal thoughts without a method · 3 thoughts
with a method · 4 some intent to act · 5 plan and intent · 6 behavior: attempt,
interrupted or aborted attempt, preparation.

Harm to others climbs the same ladder by analogy, and voices that command harm
are a 4. `HIGH_RISK_LEVEL` is where intent to act begins; from `GUIDE_STOP_LEVEL`
on, active suicidal thoughts, no guide is written automatically.
Self-harm without suicidal intent, abuse, substance use, psychosis and
dissociation are hits of level 0: the hit is the flag.

How a text is read, in this order:

- `reading`, `spelling`: the text as plain words ("I'm just gonna" is "i am
  going to"); each word knows where it stands in the original.
- `lexicon`, `phrases`: the phrases of words/*.toml are searched. The files are
  made to be read and changed by a clinician; groups.toml explains the notation.
- `matching`, `scope`: everyday sayings, denials ("denies SI, plan or intent"),
  other people ("my sister tried to"), quotations and fiction do not count.
  Thoughts that are over count as a wish at most; attempts count over a
  lifetime, as in the C-SSRS.
- `voice`: a note about "the client" is read in the client's own voice.
- `weighing`: signs that mean little alone (a date, a farewell, a bottle of
  pills) add up to intent when they stand together with talk of suicide, or in
  a whole text about its writer. The strongest is raised, the others are cited.
- `answers`, `dialogue`: in a conversation only the client speaks for the
  client. A therapist's question gives a yes its meaning, and a no ends it.
- `course`: what the client says in several turns is weighed together, too.

Nothing said later in a text can lower what was said before, the level of a
text is always that of its highest hit, and time grows linearly with length.

What it cannot do: it knows words, not people. It misses risk that is told in
words it does not list, and it can mistake a figure of speech that it does not
know. It supports a clinician's judgment and never replaces asking.
"""

from rung.screening.dialogue import level_of, screen_utterances
from rung.screening.findings import GUIDE_STOP_LEVEL, HIGH_RISK_LEVEL, Category, Hit, RiskFinding, Screening
from rung.screening.screen import screen_text

__all__ = [
    "GUIDE_STOP_LEVEL",
    "HIGH_RISK_LEVEL",
    "Category",
    "Hit",
    "RiskFinding",
    "Screening",
    "level_of",
    "screen_text",
    "screen_utterances",
]
