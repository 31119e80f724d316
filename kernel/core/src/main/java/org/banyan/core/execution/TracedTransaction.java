package org.banyan.core.execution;

import java.util.List;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.types.Address;

/**
 * What one transaction declared and what it touched in a traced run.
 *
 * @param calls the calls of known methods that it is made of
 * @param precision of what is declared
 * @param declared uses that its contracts announced
 * @param touched uses that it made, each once, in the order of the first
 * @param cut whether it touched more than {@link #TOUCHES_MAX} and the rest is not in {@code touched}
 * @param serial whether a method asks for the serial lane
 * @param cost metered units
 */
public record TracedTransaction(
        List<Call> calls,
        Precision precision,
        List<KeyUse> declared,
        List<KeyUse> touched,
        boolean cut,
        boolean serial,
        long cost,
        boolean succeeded) {
    /** Uses of one transaction that are told apart. */
    public static final int TOUCHES_MAX = 512;

    /** A method of the contract at an address. */
    public record Call(Address contract, String method) {}

    public TracedTransaction {
        calls = List.copyOf(calls);
        declared = List.copyOf(declared);
        touched = List.copyOf(touched);
    }

    /** Whether the contracts announced such a touch. */
    public boolean declares(KeyUse use) {
        return declared.stream().anyMatch(one -> one.covers(use.key(), use.mode(), use.prefix()));
    }
}
