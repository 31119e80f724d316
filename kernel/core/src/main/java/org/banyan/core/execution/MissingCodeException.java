package org.banyan.core.execution;

import org.banyan.contract.CodeBinding;

/** The chain runs code that this node does not have. The node must stop: it cannot execute what others can. */
public final class MissingCodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingCodeException(CodeBinding code) {
        super("this node lacks contract " + code.name() + " version " + code.version() + " (runtime category "
                + code.category() + ") that the chain runs; install it and start again");
    }
}
