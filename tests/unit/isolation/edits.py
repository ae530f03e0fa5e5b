"""Plain sentences of the kind that clinicians add to a guide: none of them is a leak."""

EDITS = tuple(
    line
    for line in """
It was good to see you, and I look forward to next time.
You may feel anxious before the first try; that is common.
Will you try this once before Thursday?
May this week be a kinder one.
A framework is only a map; you walk the road.
I hope the first step feels easy.
Bring a friend if you like.
Try this three times before we meet.
Ten minutes are plenty.
Breathe in for four counts and out for six counts.
We meet again on Monday at the usual time.
If you feel unsafe, call or text 988, the Suicide & Crisis Lifeline, at any hour.
In an emergency call 911.
You can leave a message at the front desk.
Please bring your calendar.
Rest is allowed.
You did well in our talk about boundaries.
Sleep comes easier when the room is dark and cool.
A short walk after lunch might lift your mood.
Notice what you feel sad about, and be gentle.
It is fine to feel angry; it is what you do next that counts.
Write down one worry and put it in a jar.
Ask your doctor about the new medicine.
You can skip any part of this.
Share this guide only with people you trust.
Your partner does not need to read this.
Some people find music calming.
Take the stairs once or twice.
Drink water before coffee.
Let one thing be good enough.
Your feelings make sense.
Stress often shows in the shoulders.
Try the breathing exercise before bed.
If an exercise makes you uneasy, stop.
Nobody changes a habit in one week.
You already took a big step by coming.
Celebrate with something you enjoy.
Think of one person who makes you laugh.
Keep your phone in another room at night.
Say no to one thing.
Say yes to one thing.
What do you want more of?
What would a good evening look like?
How do you know that you are tired?
Who could you call?
When do you feel most like yourself?
Where do you feel calm?
I am proud of your honesty.
Your courage shows.
It takes time.
We can talk about it together.
Remember that slips happen to everyone.
One day at a time.
Two small steps are better than one big leap.
You are not alone in this.
Families are complicated.
Money is a hard subject, and you faced it.
School starts again soon, so plan some rest.
Work will still be there tomorrow.
Pain has good days and bad days.
Let the children choose the game.
Turn off the news.
Eat something warm.
Cook a meal that reminds you of home.
Look at old photos, if that feels good.
Light a candle for somebody you miss.
Cry if you need to.
Laugh when you can.
Being nervous is no reason to stay home.
Panic feels awful, and it passes.
Guilt can be a teacher.
Shame grows in silence.
Trust is built in small moments.
Jealousy often hides fear.
Conflict is normal in close relationships.
Apologies work best when they are short.
Perfectionism is tiring.
Avoidance gives relief only for a moment.
Trauma is not your fault.
Your body wants to protect you.
A craving lasts about twenty minutes.
Relapse is a detour, not the end of the road.
Motivation comes and goes.
Hope grows slowly.
Grace with yourself helps.
Mark one evening in your calendar.
Rob yourself of nothing; rest.
Faith can be a comfort, if it is yours.
Joy may be quiet.
March on at your own pace.
See you on Zoom or in the office, as you prefer.
Use the second page for notes.
Choose the option that costs you least.
Compare notes with your sister or brother.
Bring questions, even odd ones.
Your goals can change.
This guide is yours to edit.
Put it on the fridge, or hide it in a drawer.
The first try counts most.
Half an hour outdoors is a fine start.
Rate your mood from 0 to 10 each evening.
Read pages 4 and 5 of the booklet.
Set a timer for 15 minutes.
Do it 2 or 3 times.
Try 4-7-8 breathing if counting helps you.
The group meets at 6 pm in room 20.
Email works, or a phone call.
You said it was a hard week, and you still came.
My door is open.
Let us look at it again in a month.
Nothing here is urgent.
""".splitlines()
    if line
)
