package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.CallSite;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.core.state.Overlay;
import org.banyan.spi.family.Calls;
import org.banyan.spi.store.StoreException;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.TransactionId;
import org.banyan.types.receipt.Event;
import org.banyan.types.receipt.OutgoingMessage;
import org.banyan.types.specification.CostTable;

/**
 * The nested calls of one transaction or system call: one meter, one overlay, one list of events and messages. A call that fails leaves nothing behind.
 */
final class CallStack implements Calls {
    private final ContractDirectory directory;
    private final ChainRules rules;
    private final BlockEnvironment environment;
    private final Overlay state;
    private final CostMeter meter;
    private final AccessListener listener;
    private final Address sender;
    private final Optional<TransactionId> transaction;
    private final Outbox outbox;
    private final List<Event> events = new ArrayList<>();
    private final List<OutgoingMessage> messages = new ArrayList<>();
    private int depth;

    CallStack(
            ContractDirectory directory,
            ChainRules rules,
            BlockEnvironment environment,
            Overlay state,
            CostMeter meter,
            AccessListener listener,
            Address sender,
            Optional<TransactionId> transaction) {
        this.directory = directory;
        this.rules = rules;
        this.environment = environment;
        this.state = state;
        this.meter = meter;
        this.listener = listener;
        this.sender = sender;
        this.transaction = transaction;
        this.outbox = new Outbox(state, listener);
    }

    @Override
    public void check(Address contract, String method, Bytes arguments) {
        contract(contract).check(method, arguments);
    }

    @Override
    public AccessSet access(Address contract, String method, Bytes arguments) {
        return directory
                .find(contract, state)
                .map(code -> code.access(method, arguments, new CallSite(contract, sender)))
                .orElse(AccessSet.UNKNOWN);
    }

    @Override
    public Bytes call(Address contract, String method, Bytes arguments) {
        return call(contract, sender, method, arguments);
    }

    Bytes call(Address contract, Address caller, String method, Bytes arguments) {
        if (depth >= rules.specification().limits().callDepth()) {
            throw new ContractFailure(CommonFailure.CALLS_TOO_DEEP, "calls are nested deeper than " + depth);
        }
        meter.charge(costs().call());
        int stateMark = state.mark();
        int eventMark = events.size();
        int messageMark = messages.size();
        depth++;
        try {
            return run(contract(contract), new CallFrame(this, contract, caller), method, arguments);
        } catch (ContractFailure failed) {
            state.rollback(stateMark);
            events.subList(eventMark, events.size()).clear();
            messages.subList(messageMark, messages.size()).clear();
            throw failed;
        } finally {
            depth--;
        }
    }

    /** Calls a declared view; the contract's dispatcher keeps it from changing anything, and its own calls go this way too. */
    Bytes callView(Address contract, Address caller, String method, Bytes arguments) {
        ContractInterface.Method declared = contract(contract)
                .describe()
                .method(method)
                .orElseThrow(() -> new ContractFailure(
                        CommonFailure.UNKNOWN_METHOD, "contract " + contract + " declares no method " + method));
        if (!declared.view()) {
            throw new ContractFailure(
                    CommonFailure.WRITE_IN_VIEW,
                    "a view cannot call " + method + ", which is declared to change state");
        }
        return call(contract, caller, method, arguments);
    }

    /** A fault of the contract's code is a failure of the call; faults of the node pass through and stop it. */
    private static Bytes run(Contract contract, CallFrame frame, String method, Bytes arguments) {
        try {
            return contract.call(method, arguments, frame);
        } catch (ContractFailure | StoreException | MissingCodeException passed) {
            throw passed;
        } catch (RuntimeException fault) {
            throw new ContractFailure(
                    CommonFailure.CONTRACT_FAULT,
                    "the contract broke with " + fault.getClass().getSimpleName());
        }
    }

    private Contract contract(Address address) {
        listener.touched(directory.place(address), Mode.READ, false);
        return directory.require(address, state);
    }

    void emit(Address contract, String name, Bytes payload) {
        refuseMoreThan(events.size());
        events.add(new Event(contract, name, payload));
    }

    void send(Address contract, ChainId target, Bytes payload) {
        refuseMoreThan(messages.size());
        messages.add(outbox.append(target, contract, payload));
    }

    private void refuseMoreThan(int count) {
        if (count >= rules.specification().limits().events()) {
            throw new ContractFailure(
                    CommonFailure.LIMIT_EXCEEDED, "a transaction has at most " + count + " events and messages");
        }
    }

    ContractDirectory directory() {
        return directory;
    }

    ChainRules rules() {
        return rules;
    }

    BlockEnvironment environment() {
        return environment;
    }

    Overlay state() {
        return state;
    }

    CostMeter meter() {
        return meter;
    }

    AccessListener listener() {
        return listener;
    }

    Address sender() {
        return sender;
    }

    Optional<TransactionId> transaction() {
        return transaction;
    }

    CostTable costs() {
        return rules.specification().fees().costs();
    }

    List<Event> events() {
        return events;
    }

    List<OutgoingMessage> messages() {
        return messages;
    }
}
