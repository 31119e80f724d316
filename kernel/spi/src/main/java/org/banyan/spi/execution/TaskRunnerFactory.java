package org.banyan.spi.execution;

/** Makes task runners. Found by {@link java.util.ServiceLoader}. */
public interface TaskRunnerFactory {
    /** Name in a node's settings, such as {@code akka}. */
    String id();

    /** @param workers how many tasks run at the same time, the caller's included; 1 or more */
    TaskRunner create(int workers);
}
