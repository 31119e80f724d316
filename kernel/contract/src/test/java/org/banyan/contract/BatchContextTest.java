package org.banyan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goes through the methods of the context as they are, so that one that is added later is looked at too. */
class BatchContextTest {
    private final List<String> reached = new ArrayList<>();
    private final ContractContext host = (ContractContext) Proxy.newProxyInstance(
            ContractContext.class.getClassLoader(),
            new Class<?>[] {ContractContext.class},
            (proxy, method, arguments) -> {
                reached.add(method.getName());
                return nothing(method.getReturnType());
            });
    private final BatchContext context = new BatchContext(host, BatchRunner.SEQUENTIAL);

    static Stream<Method> operations() {
        return Arrays.stream(ContractContext.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    private static @Nullable Object nothing(Class<?> type) {
        return type == boolean.class ? (Object) false : null;
    }

    private void call(Method operation) {
        Object[] arguments = Arrays.stream(operation.getParameterTypes())
                .map(type -> type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : nothing(type))
                .toArray();
        try {
            operation.invoke(context, arguments);
        } catch (InvocationTargetException thrown) {
            throw (RuntimeException) thrown.getCause();
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void contract_53_every_operation_is_refused_while_a_batch_runs_and_possible_before_and_after(Method operation) {
        Batches batches = context.batches();
        assertThatThrownBy(() -> batches.map(List.of(1), record -> 0, record -> {
                    call(operation);
                    return record;
                }))
                .as(operation.toString())
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failed -> assertThat(failed.code()).isEqualTo(CommonFailure.NOT_ALLOWED))
                .hasMessageContaining("a function of a batch used the context");
        assertThat(reached).as("only the charge").containsExactly("charge");

        call(operation);

        assertThat(reached).hasSize(operation.getName().equals("batches") ? 1 : 2);
    }

    @Test
    void contract_53_a_batch_within_a_batch_is_refused_however_it_was_come_by() {
        Batches batches = context.batches();

        assertThatThrownBy(() -> batches.map(
                        List.of(1), record -> 0, record -> batches.map(List.of(2), inner -> 0, inner -> inner)))
                .hasMessageContaining("a function of a batch used the context");
    }
}
