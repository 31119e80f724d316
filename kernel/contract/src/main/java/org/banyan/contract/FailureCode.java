package org.banyan.contract;

/** Why a call failed: a value of the contract's failure enum, or one of {@link CommonFailure}. Numbers of contracts start at 1. */
public interface FailureCode {
    int number();

    /** Stable upper-case name. */
    String name();
}
