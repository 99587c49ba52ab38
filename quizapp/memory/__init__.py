"""When to see a card again: FSRS, the learner's days, fuzz and today's plan."""

from quizapp.memory.calendar import Calendar
from quizapp.memory.queue import Plan, TopicPlan, plan
from quizapp.memory.rating import Rating
from quizapp.memory.schedule import CardState, Scheduler, describe_interval

__all__ = [
    "Calendar",
    "CardState",
    "Plan",
    "Rating",
    "Scheduler",
    "TopicPlan",
    "describe_interval",
    "plan",
]
