// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Hands the checks to the annotated method, one after the other. */
final class ComplianceExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), TierCompliance.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        TierCompliance settings = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), TierCompliance.class)
                .orElseThrow();
        KnownGaps gaps = KnownGaps.read(context.getRequiredTestClass(), settings.knownGaps());
        return checks(KitSettings.of(settings), gaps).stream().map(Invocation::new);
    }

    static List<Check> checks(KitSettings settings, KnownGaps gaps) {
        TierUnderTest tier = new TierUnderTest(settings);
        List<Check> checks = new ArrayList<>();
        Set<String> unknown = new HashSet<>(gaps.checks());
        Registry registry = (name, body) -> {
            checks.add(new Check(name, gaps.checks().contains(name), body));
            unknown.remove(name);
        };
        new HandoffChecks(tier).register(registry);
        new BehaviourChecks(tier).register(registry);
        new DifferentialChecks(tier, gaps.topics(), settings.seed(), settings.modules()).register(registry);
        if (settings.spec()) {
            new SpecChecks(tier, gaps, settings.specFolder()).register(registry);
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the list of known gaps names checks that there are not: " + unknown);
        }
        return checks;
    }

    /** Takes checks. */
    @FunctionalInterface
    interface Registry {
        void add(String name, Check.Body body);
    }

    /** One run of the method. */
    private record Invocation(Check check) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return check.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new ParameterResolver() {
                @Override
                public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
                    return parameter.getParameter().getType() == Check.class;
                }

                @Override
                public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
                    return check;
                }
            });
        }
    }
}
