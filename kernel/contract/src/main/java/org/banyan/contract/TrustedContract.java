package org.banyan.contract;

/** Makes one trusted contract: a class of the chain's own collection. Found by {@link java.util.ServiceLoader}. */
public interface TrustedContract {
    Contract create();
}
