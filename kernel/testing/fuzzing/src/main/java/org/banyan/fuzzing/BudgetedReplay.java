package org.banyan.fuzzing;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Holds the replay of a corpus to the same budget as live runs. */
final class BudgetedReplay implements InvocationInterceptor {
    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> target,
            ExtensionContext extensionContext)
            throws Throwable {
        Budget budget = Budget.start();
        invocation.proceed();
        budget.check();
    }
}
