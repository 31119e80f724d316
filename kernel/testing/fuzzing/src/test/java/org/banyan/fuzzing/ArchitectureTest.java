package org.banyan.fuzzing;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
