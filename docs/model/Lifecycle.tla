------------------------------ MODULE Lifecycle ------------------------------
(* One task of one operation, from its EXECUTE to its ROLLBACK, between engines that share a store, adapters that   *)
(* share a ledger, and a VIM. Any process may stop at any step, for good or to wake up late.                        *)
(* What is modelled, what is not, and the clause of the design behind each property: README.md beside this file.    *)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS
    Engines, Adapters,
    MaxEpoch,       \* takeovers in all; the last owner neither crashes nor is fenced
    MaxSequence,    \* commands of the task in all
    EngineSteps,    \* FALSE: an engine decides, stores and sends in one step, for bounds in which adapters differ
    AdapterSteps,   \* FALSE: an adapter accepts, acts and answers in one step, for bounds in which engines differ
    LateWrites,     \* TRUE: a write whose outcome was unknown may still arrive
    Overdue,        \* TRUE: the VIM also accepts a create after its settle time
    \* What the mutations switch off:
    Fencing,        \* a write names the epoch that it expects
    RevisionCheck,  \* a write names the revision that it expects
    StoreFirst,     \* a command is sent when its intent is stored
    SequenceCheck,  \* a reply counts for the command in flight only
    LeaseCheck,     \* the lease is looked at right before each mutating call
    LeaseWait,      \* a lease is taken over only when its holder must have seen it end
    SettleWait,     \* absence is believed only when a create with an unknown answer has settled
    CreateNoted,    \* createIssued is stored before a create
    Timers,         \* a silent command is aborted, and an unanswered ABORT given up
    SweepRuns       \* what arrives later than it may is removed

VARIABLES
    epoch,          \* of the partition, as begun last
    op,             \* the operation in the store: whose it is, and its body (which stands for its revision)
    late,           \* at most one write whose outcome was unknown, and which was sent again since: it may still arrive
    eng,            \* engines
    cmds,           \* commands ever sent: each may be delivered at any time, in any order and any number of times
    replies,        \* likewise
    led,            \* the task's entry in the ledger
    ad,             \* adapters
    air,            \* adapters of which a create is on its way, whether they still wait for it or not
    overdue,        \* those of them that are later than the settle time
    vim,            \* how many resources bear the task's tag
    \* What went wrong, if something did:
    lost,           \* a write replaced a transition that its decider had not seen
    usurped,        \* a former owner's write was stored over a later owner's claim
    afterUndo       \* a create left an adapter after the undo was answered

store == <<epoch, op, late>>
world == <<air, overdue, vim>>
ghosts == <<lost, usurped, afterUndo>>
vars == <<epoch, op, late, eng, cmds, replies, led, ad, air, overdue, vim, lost, usurped, afterUndo>>

None == "none"
NoBody == [st |-> None, seq |-> 0, act |-> None, abort |-> FALSE, back |-> FALSE]
Out == [pc |-> "out", ep |-> 0, mem |-> NoBody, nxt |-> NoBody]
Away == [pc |-> "none", fresh |-> FALSE, lease |-> FALSE]

Init ==
    /\ epoch = 0
    /\ op = [epoch |-> 0, body |-> [NoBody EXCEPT !.st = "WAITING"]]
    /\ late = {}
    /\ eng = [e \in Engines |-> Out]
    /\ cmds = {} /\ replies = {}
    /\ led = [seq |-> 0, act |-> None, open |-> FALSE, res |-> None, abort |-> FALSE, holder |-> None,
              issued |-> FALSE, undone |-> FALSE]
    /\ ad = [a \in Adapters |-> Away]
    /\ air = {} /\ overdue = {} /\ vim = 0
    /\ lost = FALSE /\ usurped = FALSE /\ afterUndo = FALSE

-----------------------------------------------------------------------------
(* The engine: poll, decide, store, send. *)

InFlight(b) == b.st \in {"RUNNING", "UNDOING"}
CommandOf(b) == [seq |-> b.seq, act |-> b.act, abort |-> b.abort]

BeginEpoch(e) ==
    /\ eng[e].pc = "out" /\ epoch < MaxEpoch
    /\ epoch' = epoch + 1
    /\ eng' = [eng EXCEPT ![e] = [Out EXCEPT !.pc = "claim", !.ep = epoch + 1]]
    /\ UNCHANGED <<op, late, cmds, replies, led, ad, world, ghosts>>

Claim(e) ==
    /\ eng[e].pc = "claim"
    /\ op' = IF op.epoch < eng[e].ep THEN [op EXCEPT !.epoch = eng[e].ep] ELSE op
    /\ eng' = [eng EXCEPT ![e].pc = "load"]
    /\ UNCHANGED <<epoch, late, cmds, replies, led, ad, world, ghosts>>

(* What another one has claimed meanwhile isn't loaded, and its epoch is seen to have gone on. *)
Load(e) ==
    /\ eng[e].pc = "load"
    /\ eng' = [eng EXCEPT ![e] =
            IF epoch # eng[e].ep THEN Out
            ELSE [@ EXCEPT !.mem = op.body,
                           !.pc = IF InFlight(op.body) THEN "tell" ELSE "idle"]]
    /\ UNCHANGED <<store, cmds, replies, led, ad, world, ghosts>>

(* What a decision makes of a snapshot. *)
Start(b) ==
    IF b.st = "WAITING" /\ ~b.back
    THEN {[b EXCEPT !.st = "RUNNING", !.seq = @ + 1, !.act = "EXECUTE", !.abort = FALSE]} ELSE {}
Retry(b) ==
    IF b.st \in {"FAILED", "STOPPED"} /\ ~b.back /\ b.seq + 1 < MaxSequence
    THEN {[b EXCEPT !.st = "RUNNING", !.seq = @ + 1, !.act = "EXECUTE", !.abort = FALSE]} ELSE {}
(* The operator's rollback; what is in flight is aborted first. *)
Back(b) ==
    IF ~b.back /\ b.st # "WAITING" THEN {[b EXCEPT !.back = TRUE, !.abort = @ \/ InFlight(b)]} ELSE {}
Undo(b) ==
    IF b.back /\ b.st \in {"DONE", "FAILED", "STOPPED", "UNDO_FAILED"} /\ b.seq < MaxSequence
    THEN {[b EXCEPT !.st = "UNDOING", !.seq = @ + 1, !.act = "ROLLBACK", !.abort = FALSE]} ELSE {}
TimeOut(b) == IF Timers /\ InFlight(b) /\ ~b.abort THEN {[b EXCEPT !.abort = TRUE]} ELSE {}
Failed(b) == IF b.st = "UNDOING" THEN "UNDO_FAILED" ELSE "FAILED"
AbortUnanswered(b) == IF Timers /\ InFlight(b) /\ b.abort THEN {[b EXCEPT !.st = Failed(b)]} ELSE {}
Answered(b) ==
    IF ~InFlight(b) THEN {}
    ELSE {[b EXCEPT !.st =
                CASE r.status = "SUCCEEDED" -> IF b.st = "UNDOING" THEN "UNDONE" ELSE "DONE"
                  [] r.status = "STOPPED" -> "STOPPED"
                  [] OTHER -> Failed(b)] : r \in {s \in replies : SequenceCheck => s.seq = b.seq}}

Decisions(b) == Start(b) \cup Retry(b) \cup Back(b) \cup Undo(b) \cup TimeOut(b) \cup AbortUnanswered(b) \cup Answered(b)

Decide(e, b) ==
    /\ EngineSteps /\ eng[e].pc = "idle" /\ b \in Decisions(eng[e].mem)
    /\ eng' = [eng EXCEPT ![e].pc = "store", ![e].nxt = b]
    /\ cmds' = IF ~StoreFirst /\ InFlight(b) THEN cmds \cup {CommandOf(b)} ELSE cmds
    /\ UNCHANGED <<store, replies, led, ad, world, ghosts>>

Matches(w) == /\ Fencing => op.epoch = w.ep
              /\ RevisionCheck => op.body = w.mem

Stored(w) ==
    /\ op' = [epoch |-> IF op.epoch < w.ep THEN w.ep ELSE op.epoch, body |-> w.nxt]
    /\ lost' = (lost \/ op.body # w.mem)
    /\ usurped' = (usurped \/ w.ep < op.epoch)

(* However late it comes. Whoever finds his own write there already goes on as if it had been confirmed. *)
Store(e) ==
    /\ eng[e].pc = "store"
    /\ LET w == eng[e]
           isThere == op.epoch = w.ep /\ op.body = w.nxt
           confirmed == [w EXCEPT !.mem = w.nxt, !.nxt = NoBody, !.pc = IF InFlight(w.nxt) THEN "tell" ELSE "idle"]
       IN /\ IF ~isThere /\ Matches(w) THEN Stored(w) ELSE UNCHANGED <<op, lost, usurped>>
          /\ eng' = [eng EXCEPT ![e] = IF isThere \/ Matches(w) THEN confirmed ELSE Out]
    /\ UNCHANGED <<epoch, late, cmds, replies, led, ad, world, afterUndo>>

(* Its outcome is unknown and it isn't there, so it is sent again; but the first one is still on its way. *)
StoreUnknown(e) ==
    /\ LateWrites /\ eng[e].pc = "store" /\ late = {}
    /\ late' = {[ep |-> eng[e].ep, mem |-> eng[e].mem, nxt |-> eng[e].nxt]}
    /\ UNCHANGED <<epoch, op, eng, cmds, replies, led, ad, world, ghosts>>

LateWrite ==
    \E w \in late :
        /\ late' = {}
        /\ IF Matches(w) THEN Stored(w) ELSE UNCHANGED <<op, lost, usurped>>
        /\ UNCHANGED <<epoch, eng, cmds, replies, led, ad, world, afterUndo>>

DecideAtOnce(e, b) ==
    /\ ~EngineSteps /\ eng[e].pc = "idle" /\ b \in Decisions(eng[e].mem)
    /\ op' = [op EXCEPT !.body = b]
    /\ eng' = [eng EXCEPT ![e].mem = b]
    /\ cmds' = IF InFlight(b) THEN cmds \cup {CommandOf(b)} ELSE cmds
    /\ UNCHANGED <<epoch, late, replies, led, ad, world, ghosts>>

Tell(e) ==
    /\ eng[e].pc = "tell"
    /\ cmds' = cmds \cup {CommandOf(eng[e].mem)}
    /\ eng' = [eng EXCEPT ![e].pc = "idle"]
    /\ UNCHANGED <<store, replies, led, ad, world, ghosts>>

CrashEngine(e) ==
    /\ eng[e].pc # "out" /\ epoch < MaxEpoch
    /\ eng' = [eng EXCEPT ![e] = Out]
    /\ UNCHANGED <<store, cmds, replies, led, ad, world, ghosts>>

-----------------------------------------------------------------------------
(* The adapters. One whose copy of the entry isn't fresh any more doesn't know: its next write to the ledger matches  *)
(* nothing, but a call that it had decided on goes out if its lease allows it.                                       *)

Reply(seq, status) == [seq |-> seq, status |-> status]

(* Stores the entry; every other adapter's copy is out of date. *)
Write(a, entry, me) ==
    /\ led' = entry
    /\ ad' = [b \in Adapters |-> IF b = a THEN me ELSE [ad[b] EXCEPT !.fresh = FALSE]]

Accept(a, c) ==
    /\ AdapterSteps /\ c.seq >= led.seq
    /\ LET opened == [led EXCEPT !.seq = c.seq, !.act = c.act, !.open = TRUE, !.res = None, !.abort = c.abort]
           stale == [ad[a] EXCEPT !.fresh = FALSE]
       IN \/ /\ c.seq > led.seq
             /\ IF c.abort /\ led.holder = None
                THEN \* What it aborts was never seen, and never will be begun.
                     /\ Write(a, [opened EXCEPT !.open = FALSE, !.res = "STOPPED"], stale)
                     /\ replies' = replies \cup {Reply(c.seq, "STOPPED")}
                ELSE Write(a, opened, stale) /\ UNCHANGED replies
          \/ /\ c.seq = led.seq /\ led.res # None /\ c.act = led.act
             /\ replies' = replies \cup {Reply(led.seq, led.res)}
             /\ UNCHANGED <<led, ad>>
          \/ /\ c.seq = led.seq /\ led.open /\ c.act = led.act /\ c.abort /\ ~led.abort
             /\ Write(a, [led EXCEPT !.abort = TRUE], stale)
             /\ UNCHANGED replies
    /\ UNCHANGED <<store, eng, cmds, world, ghosts>>

AtOnce(a, c) ==
    /\ ~AdapterSteps /\ c.seq > led.seq
    /\ \E status \in {"SUCCEEDED", "FAILED", "STOPPED"} :
        /\ (status = "STOPPED") = c.abort
        /\ led' = [led EXCEPT !.seq = c.seq, !.act = c.act, !.res = status]
        /\ replies' = replies \cup {Reply(c.seq, status)}
        /\ vim' = IF status # "SUCCEEDED" THEN vim ELSE IF c.act = "EXECUTE" THEN 1 ELSE 0
    /\ UNCHANGED <<store, eng, cmds, ad, air, overdue, ghosts>>

(* The partition is its own, or it believes so. *)
Read(a) ==
    /\ ad[a].pc \in {"none", "work", "unmet"} /\ ~ad[a].fresh /\ led.open
    /\ ad' = [ad EXCEPT ![a].pc = "work", ![a].fresh = TRUE, ![a].lease = @ /\ led.holder = a]
    /\ UNCHANGED <<store, eng, cmds, replies, led, world, ghosts>>

Works(a) == ad[a].pc = "work" /\ ad[a].fresh /\ led.open
IsAlone(a) == led.holder \in {None, a}
IsHeld(a) == led.holder = a /\ ad[a].lease
HasSettled == SettleWait => air \subseteq overdue
Held(a) == [led EXCEPT !.holder = a]

(* He has been silent for a whole lease and a margin, so he knows by his own clock that it has ended. *)
TakeOver(a) ==
    /\ Works(a) /\ ~IsAlone(a)
    /\ LeaseWait => ~ad[led.holder].lease
    /\ Write(a, Held(a), [ad[a] EXCEPT !.lease = TRUE])
    /\ UNCHANGED <<store, eng, cmds, replies, world, ghosts>>

LeaseEnds(a) ==
    /\ ad[a].lease
    /\ ad' = [ad EXCEPT ![a].lease = FALSE]
    /\ UNCHANGED <<store, eng, cmds, replies, led, world, ghosts>>

(* EXECUTE: nothing is there, and nothing is on its way. *)
SeeNothing(a) ==
    /\ Works(a) /\ IsAlone(a) /\ led.act = "EXECUTE" /\ ~led.abort /\ vim = 0
    /\ led.issued => HasSettled
    /\ ad' = [ad EXCEPT ![a].pc = "unmet"]
    /\ UNCHANGED <<store, eng, cmds, replies, led, world, ghosts>>

NoteCreate(a) ==
    /\ ad[a].pc = "unmet" /\ ad[a].fresh /\ a \notin air
    /\ IF IsHeld(a) /\ led.issued
       THEN ad' = [ad EXCEPT ![a].pc = "act"] /\ UNCHANGED led
       ELSE Write(a, [Held(a) EXCEPT !.issued = CreateNoted, !.undone = FALSE], [ad[a] EXCEPT !.pc = "act", !.lease = TRUE])
    /\ UNCHANGED <<store, eng, cmds, replies, world, ghosts>>

Create(a) ==
    /\ ad[a].pc = "act"
    /\ IF LeaseCheck => ad[a].lease
       THEN /\ ad' = [ad EXCEPT ![a].pc = "called"]
            /\ air' = air \cup {a}
            /\ afterUndo' = (afterUndo \/ op.body.st = "UNDONE")
       ELSE /\ ad' = [ad EXCEPT ![a].pc = "work"]
            /\ UNCHANGED <<air, afterUndo>>
    /\ UNCHANGED <<store, eng, cmds, replies, led, overdue, vim, lost, usurped>>

(* Its answer: made, or refused. *)
CreateAnswered(a) ==
    /\ ad[a].pc = "called" /\ a \notin air
    /\ ad' = [ad EXCEPT ![a].pc = "acted"]
    /\ UNCHANGED <<store, eng, cmds, replies, led, world, ghosts>>

CreateUnanswered(a) ==
    /\ ad[a].pc = "called"
    /\ ad' = [ad EXCEPT ![a].pc = "work"]
    /\ UNCHANGED <<store, eng, cmds, replies, led, world, ghosts>>

(* The command it acted for is another by now: what it learned is stored first. *)
Inherit(a) ==
    /\ ad[a].pc = "acted" /\ ~ad[a].fresh
    /\ IF led.open /\ led.holder = a
       THEN Write(a, [led EXCEPT !.issued = FALSE], [ad[a] EXCEPT !.pc = "work", !.fresh = TRUE])
       ELSE ad' = [ad EXCEPT ![a].pc = "work"] /\ UNCHANGED led
    /\ UNCHANGED <<store, eng, cmds, replies, world, ghosts>>

(* ROLLBACK, and one too many of an EXECUTE: with the lease in hand, looked at again right before the call. *)
DecideRemoval(a) ==
    /\ Works(a) /\ IsAlone(a) /\ ~led.abort
    /\ vim > (IF led.act = "ROLLBACK" THEN 0 ELSE 1)
    /\ IF IsHeld(a)
       THEN ad' = [ad EXCEPT ![a].pc = "remove"] /\ UNCHANGED led
       ELSE Write(a, Held(a), [ad[a] EXCEPT !.pc = "remove", !.lease = TRUE])
    /\ UNCHANGED <<store, eng, cmds, replies, world, ghosts>>

Remove(a) ==
    /\ ad[a].pc = "remove"
    /\ ad' = [ad EXCEPT ![a].pc = "work"]
    /\ vim' = IF (LeaseCheck => ad[a].lease) /\ vim > 0 THEN vim - 1 ELSE vim
    /\ UNCHANGED <<store, eng, cmds, replies, led, air, overdue, ghosts>>

(* The result is stored, then answered; or it dies before the answer, and the command is sent again. *)
Finish(a, status, issued, undone, isAnswered) ==
    /\ Write(a, [led EXCEPT !.open = FALSE, !.res = status, !.abort = FALSE, !.holder = None,
                            !.issued = issued, !.undone = undone], Away)
    /\ replies' = IF isAnswered THEN replies \cup {Reply(led.seq, status)} ELSE replies
    /\ UNCHANGED <<store, eng, cmds, world, ghosts>>

Result(a, isAnswered) ==
    /\ ad[a].pc \in {"work", "acted"} /\ ad[a].fresh /\ led.open /\ IsAlone(a)
    /\ LET issued == led.issued /\ ad[a].pc # "acted"
       IN \/ /\ led.abort
             /\ Finish(a, "STOPPED", issued, led.undone, isAnswered)
          \/ /\ ~led.abort /\ led.act = "EXECUTE" /\ vim = 1
             /\ Finish(a, "SUCCEEDED", FALSE, FALSE, isAnswered)
          \/ \* Refused, or its time is over.
             /\ ~led.abort
             /\ Finish(a, "FAILED", issued, led.undone, isAnswered)
          \/ /\ ~led.abort /\ led.act = "ROLLBACK" /\ vim = 0
             /\ issued => HasSettled
             /\ Finish(a, "SUCCEEDED", FALSE, TRUE, isAnswered)

(* Its partition moved; nothing of it is out. *)
Leave(a) ==
    /\ Works(a) /\ led.holder = a
    /\ Write(a, [led EXCEPT !.holder = None], Away)
    /\ UNCHANGED <<store, eng, cmds, replies, world, ghosts>>

CrashAdapter(a) ==
    /\ ad[a].pc # "none"
    /\ ad' = [ad EXCEPT ![a] = Away]
    /\ UNCHANGED <<store, eng, cmds, replies, led, world, ghosts>>

-----------------------------------------------------------------------------
(* The VIM: a create arrives when it likes, whoever still waits for it, or never. *)

Land(a) ==
    /\ a \in air
    /\ air' = air \ {a} /\ overdue' = overdue \ {a} /\ vim' = vim + 1
    /\ UNCHANGED <<store, eng, cmds, replies, led, ad, ghosts>>

Refuse(a) ==
    /\ a \in air
    /\ air' = air \ {a} /\ overdue' = overdue \ {a}
    /\ UNCHANGED <<store, eng, cmds, replies, led, ad, vim, ghosts>>

BecomeOverdue(a) ==
    /\ Overdue /\ a \in air \ overdue /\ ad[a].pc # "called"
    /\ overdue' = overdue \cup {a}
    /\ UNCHANGED <<store, eng, cmds, replies, led, ad, air, vim, ghosts>>

Sweep ==
    /\ SweepRuns /\ ~led.open /\ led.holder = None
    /\ \/ led.undone /\ vim > 0
       \/ led.act = "EXECUTE" /\ led.res = "SUCCEEDED" /\ vim > 1
    /\ vim' = vim - 1
    /\ UNCHANGED <<store, eng, cmds, replies, led, ad, air, overdue, ghosts>>

-----------------------------------------------------------------------------
EngineStep(e) == Claim(e) \/ Load(e) \/ Store(e) \/ Tell(e)
AdapterStep(a) ==
    \/ Read(a) \/ TakeOver(a) \/ LeaseEnds(a) \/ SeeNothing(a) \/ NoteCreate(a) \/ Create(a) \/ CreateAnswered(a)
    \/ CreateUnanswered(a) \/ Inherit(a) \/ DecideRemoval(a) \/ Remove(a)
    \/ \E answered \in BOOLEAN : Result(a, answered)

Next ==
    \/ \E e \in Engines :
        \/ BeginEpoch(e) \/ EngineStep(e) \/ StoreUnknown(e) \/ CrashEngine(e)
        \/ \E b \in Decisions(eng[e].mem) : Decide(e, b) \/ DecideAtOnce(e, b)
    \/ LateWrite
    \/ \E a \in Adapters :
        \/ AdapterStep(a) \/ Leave(a) \/ CrashAdapter(a)
        \/ \E c \in cmds : Accept(a, c) \/ AtOnce(a, c)
        \/ Land(a) \/ Refuse(a) \/ BecomeOverdue(a)
    \/ Sweep

(* Somebody always takes over, decides on, stores and sends; the VIM and the sweep don't wait for ever. A command     *)
(* that stays unanswered runs into its time limit, and then into that of its ABORT, so the adapters owe nothing.      *)
Fairness ==
    /\ WF_vars(\E e \in Engines : BeginEpoch(e))
    /\ \A e \in Engines :
        /\ WF_vars(EngineStep(e))
        /\ WF_vars(\E b \in Decisions(eng[e].mem) : Decide(e, b) \/ DecideAtOnce(e, b))
    /\ \A a \in Adapters : WF_vars(Land(a) \/ Refuse(a))
    /\ WF_vars(Sweep)

Spec == Init /\ [][Next]_vars /\ Fairness
Safety == Init /\ [][Next]_vars
Symmetric == Permutations(Adapters) \cup Permutations(Engines)

-----------------------------------------------------------------------------
(* Properties. *)

NoTransitionLost == ~lost

OneDeciderPerEpoch ==
    /\ ~usurped
    /\ \A e, f \in Engines : e # f /\ eng[e].ep = eng[f].ep => eng[e].ep = 0

(* Checked in the very state in which it is sent; later it is older than what is stored. *)
NoCommandUnstored ==
    \A c \in cmds :
        \/ c.seq < op.body.seq
        \/ c.seq = op.body.seq /\ c.act = op.body.act /\ (c.abort => op.body.abort)

LedgerFollowsStore ==
    /\ led.seq <= op.body.seq
    /\ led.seq = op.body.seq /\ led.seq > 0 => led.act = op.body.act

(* A task moves by the recorded result of its own command only. *)
OwnReplyOnly ==
    /\ op.body.st = "DONE" => led.seq = op.body.seq /\ led.act = "EXECUTE" /\ led.res = "SUCCEEDED"
    /\ op.body.st = "UNDONE" => led.seq = op.body.seq /\ led.act = "ROLLBACK" /\ led.res = "SUCCEEDED"

NothingInFlightAtRest == op.body.st \in {"DONE", "UNDONE"} => ~led.open

OneResource == vim + Cardinality(air) <= 1

NothingLeftWhenUndone == op.body.st = "UNDONE" => vim = 0 /\ air = {}

NoCreateAfterUndo == ~afterUndo

DoneIsThere == op.body.st = "DONE" => vim >= 1

ComesToRest == <>[](op.body.st # "WAITING" /\ ~InFlight(op.body))

(* What a VIM accepts later than it may doesn't stay: whoever must remove it, can. *)
LateIsSwept ==
    \/ op.body.st = "UNDONE" /\ vim > 0
    \/ op.body.st = "DONE" /\ vim > 1
    => ENABLED Sweep
=============================================================================
